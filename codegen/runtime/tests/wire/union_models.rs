//! Unions, each for a rule of its own, and small models to stand in them.

use std::collections::BTreeMap;

use codegen_runtime::wire::{
    self, Case, Cases, Kinds, Model, Shape, Slot, Tag, Union, View, ViewMut, Visit, VisitMut, blank,
};
use serde_json::Value;

use super::models::RunnerStatus;

model!(
    /// Somebody.
    Owner [0]: id: i64, email: Option<String>
);
model!(
    /// A list of a fixed length with a model in it.
    Pair [0]: pair: (Owner, i64)
);
model!(
    /// A case by its tag.
    Cat [0, 1]: kind: String, owner: Owner, lives: Option<i64>
);
model!(
    /// A case by its tag, boxed, that holds the union again.
    Dog [0]: kind: String, friend: Option<Box<Pet>>, pack: Vec<Pet>
);

/// With a tag, and open.
#[derive(Debug, Clone, PartialEq)]
pub enum Pet {
    Cat(Cat),
    Dog(Box<Dog>),
    Name(String),
    Unknown(Value),
}

union!(
    Pet,
    Self::Unknown(Value::Null),
    Cases {
        tag: Some(Tag { member: "kind", values: &[("cat", 0), ("lynx", 0), ("dog", 1), ("3", 1), ("true", 0)] }),
        cases: &[case!(OBJECT), case!(OBJECT), case!(TEXT)],
        open: true,
    },
    0 => Cat, 1 => Dog, 2 => Name, _ => Unknown
);

/// With a tag, and closed.
#[derive(Debug, Clone, PartialEq)]
pub enum ClosedPet {
    Cat(Cat),
    Dog(Box<Dog>),
}

union!(
    ClosedPet,
    Self::Cat(blank()),
    Cases {
        tag: Some(Tag { member: "kind", values: &[("cat", 0), ("dog", 1)] }),
        cases: &[case!(OBJECT), case!(OBJECT)],
        open: false,
    },
    0 => Cat, _ => Dog
);

model!(
    /// A case by a constant.
    Circle [0, 1]: form: String, radius: f64
);
model!(
    /// A case by a constant.
    Square [0, 1]: form: String, side: f64
);
model!(
    /// A case by a member that no other has.
    Path [0]: points: Vec<(f64, f64)>, form: Option<String>
);
model!(
    /// A case that takes any object.
    Anything [] { additional: true }: form: Option<String>
);

/// By constants, by a member, or whatever else.
#[derive(Debug, Clone, PartialEq)]
pub enum Form {
    Circle(Circle),
    Square(Square),
    Path(Path),
    Anything(Anything),
    Unknown(Value),
}

union!(
    Form,
    Self::Unknown(Value::Null),
    Cases {
        tag: None,
        cases: &[
            case!(OBJECT, constants: &[("form", "circle")]),
            case!(OBJECT, constants: &[("form", "square"), ("side", "1.5")]),
            case!(OBJECT, present: &["points"]),
            case!(OBJECT),
        ],
        open: true,
    },
    0 => Circle, 1 => Square, 2 => Path, 3 => Anything, _ => Unknown
);

/// Of every kind, in an order that does not help.
#[derive(Debug, Clone, PartialEq)]
pub enum Mixed {
    Float(f64),
    Small(i32),
    Big(i64),
    Flag(bool),
    Level(Level),
    Word(String),
    Words(Vec<String>),
    Pairs(Vec<(String, i64)>),
    Map(BTreeMap<String, i64>),
}

union!(
    Mixed,
    Self::Flag(false),
    Cases {
        tag: None,
        cases: &[
            case!(NUMBER),
            case!(INTEGER),
            case!(INTEGER),
            case!(BOOLEAN),
            case!(TEXT, texts: &["low", "high"]),
            case!(TEXT),
            case!(LIST),
            case!(LIST),
            case!(OBJECT),
        ],
        open: false,
    },
    0 => Float, 1 => Small, 2 => Big, 3 => Flag, 4 => Level, 5 => Word, 6 => Words, 7 => Pairs, _ => Map
);

/// An enum of texts that is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    Low,
    High,
}

impl Level {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::High => "high",
        }
    }
}

impl TryFrom<&str> for Level {
    type Error = wire::Expected;

    fn try_from(value: &str) -> Result<Self, wire::Expected> {
        match value {
            "low" => Ok(Self::Low),
            "high" => Ok(Self::High),
            _ => Err(wire::Expected("`low` or `high`")),
        }
    }
}

wire::closed_text_enums!(Level: Low);

/// Enums of texts, one closed and one open, and whatever else.
#[derive(Debug, Clone, PartialEq)]
pub enum Word {
    Level(Level),
    Status(RunnerStatus),
    Other(String),
}

union!(
    Word,
    Self::Level(Level::Low),
    Cases {
        tag: None,
        cases: &[
            case!(TEXT, texts: &["low", "high"]),
            case!(TEXT, texts: &["online", "offline", "low"]),
            case!(TEXT),
        ],
        open: false,
    },
    0 => Level, 1 => Status, _ => Other
);

/// Enums of texts, one closed and one open.
#[derive(Debug, Clone, PartialEq)]
pub enum Known {
    Level(Level),
    Status(RunnerStatus),
}

union!(
    Known,
    Self::Level(Level::Low),
    Cases {
        tag: None,
        cases: &[
            case!(TEXT, texts: &["low", "high"]),
            case!(TEXT, texts: &["online", "offline", "low"]),
        ],
        open: false,
    },
    0 => Level, _ => Status
);

/// Any text, and an enum behind it.
#[derive(Debug, Clone, PartialEq)]
pub enum Loose {
    Any(String),
    Level(Level),
}

union!(
    Loose,
    Self::Any(String::new()),
    Cases {
        tag: None,
        cases: &[case!(TEXT), case!(TEXT, texts: &["low", "high"])],
        open: false,
    },
    0 => Any, _ => Level
);

model!(
    /// Fewer members than [`Long`].
    Short [0]: name: String
);
model!(
    /// More members than [`Short`].
    Long [0]: name: String, size: Option<i64>, form: Option<Form>
);

/// By what is lost.
#[derive(Debug, Clone, PartialEq)]
pub enum Either {
    Short(Short),
    Long(Long),
    Unknown(Value),
}

union!(
    Either,
    Self::Unknown(Value::Null),
    Cases { tag: None, cases: &[case!(OBJECT), case!(OBJECT)], open: true },
    0 => Short, 1 => Long, _ => Unknown
);

/// As [`Either`], closed.
#[derive(Debug, Clone, PartialEq)]
pub enum ClosedEither {
    Short(Short),
    Long(Long),
}

union!(
    ClosedEither,
    Self::Short(blank()),
    Cases { tag: None, cases: &[case!(OBJECT), case!(OBJECT)], open: false },
    0 => Short, _ => Long
);

model!(
    /// One of two that are alike, around the union itself.
    Left [0]: inner: Option<Box<Tree>>, left: Option<i64>
);
model!(
    /// The other one.
    Right [0]: inner: Option<Box<Tree>>, right: Option<i64>
);

/// Cases that nothing tells apart but what they lose, one in the other.
#[derive(Debug, Clone, PartialEq)]
pub enum Tree {
    Left(Left),
    Right(Right),
}

union!(
    Tree,
    Self::Left(blank()),
    Cases { tag: None, cases: &[case!(OBJECT), case!(OBJECT)], open: false },
    0 => Left, _ => Right
);

/// A union in a union.
#[derive(Debug, Clone, PartialEq)]
pub enum Outer {
    Pet(Pet),
    Words(Vec<String>),
    Unknown(Value),
}

union!(
    Outer,
    Self::Unknown(Value::Null),
    Cases { tag: None, cases: &[case!(OBJECT | TEXT), case!(LIST)], open: true },
    0 => Pet, 1 => Words, _ => Unknown
);

/// A union that is its own case.
#[derive(Debug, Clone, PartialEq)]
pub enum Endless {
    Again(Box<Endless>),
    Unknown(Value),
}

union!(
    Endless,
    Self::Unknown(Value::Null),
    Cases { tag: None, cases: &[case!(TEXT | OBJECT)], open: true },
    0 => Again, _ => Unknown
);

model!(
    /// Unions wherever they can stand.
    Places [0, 1]: pet: Pet, boxed: Box<Pet>, maybe: Option<Pet>, null: wire::Nullable<Pet>,
        list: Vec<Pet>, map: BTreeMap<String, Pet>, pair: Option<(Pet, Mixed)>
);
