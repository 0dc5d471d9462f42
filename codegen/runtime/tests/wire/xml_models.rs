//! Models that are written as XML, as the generator emits them.

use codegen_runtime::{Nullable, Secret};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Plain {
    pub(crate) animals: Vec<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Renamed {
    pub(crate) animals: Vec<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Enclosed {
    pub(crate) animals: Vec<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Aliens {
    pub(crate) animals: Vec<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct AlienAnimals {
    pub(crate) animals: Vec<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Animal {
    pub(crate) animals: String,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Person {
    pub(crate) id: i32,
    pub(crate) name: String,
}

/// One of everything else.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Thing {
    pub(crate) sizes: Vec<i64>,
    pub(crate) content: Option<String>,
    pub(crate) note: Nullable<String>,
    pub(crate) price: Option<f64>,
    pub(crate) is_new: Option<bool>,
    pub(crate) parts: Option<Vec<Thing>>,
    pub(crate) grid: Option<Vec<Vec<u32>>>,
    pub(crate) pair: Option<(i64, String)>,
    pub(crate) key: Option<Secret>,
    pub(crate) named: Option<BTreeMap<String, i64>>,
    pub(crate) any: Option<Value>,
    pub(crate) color: Option<Color>,
    pub(crate) shape: Option<Shape>,
    pub(crate) owner: Option<String>,
    pub(crate) owner_there: Option<String>,
    pub(crate) marks: Option<Vec<Shape>>,
    pub(crate) rest: Map<String, Value>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Color {
    Red,
    Other(String),
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Shape {
    Circle(Circle),
    Side(i64),
    Name(String),
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Circle {
    pub(crate) radius: i64,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Rings {
    pub(crate) rings: Vec<Circle>,
}

/// As the one below, which keeps nothing that is of no case.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Closed {
    Left(Box<ClosedBranch>),
    Right(Box<ClosedTwig>),
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ClosedBranch {
    pub(crate) inner: Option<Closed>,
    pub(crate) leaf: Option<i64>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ClosedTwig {
    pub(crate) inner: Option<Closed>,
    pub(crate) twig: Option<i64>,
}

/// Two unions in one another, for ever.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Tree {
    Left(Box<Branch>),
    Right(Box<Twig>),
    Unknown(Value),
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Branch {
    pub(crate) inner: Option<Tree>,
    pub(crate) leaf: Option<i64>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Twig {
    pub(crate) inner: Option<Tree>,
    pub(crate) twig: Option<i64>,
}

mod tables {
    use codegen_runtime::wire;
    use codegen_runtime::wire::Xml;

    wire::struct_table!(Plain { animals } [0] false);
    wire::struct_table!(Renamed { animals } [0] false;
        fn xml(&self) -> &'static [(usize, Xml)] { const { &[(0, Xml::named("animal"))] } }
    );
    wire::struct_table!(Enclosed { animals } [0] false;
        fn xml(&self) -> &'static [(usize, Xml)] { const { &[(0, Xml::named("").around(const { &Xml::named("") }))] } }
    );
    wire::struct_table!(Aliens { animals } [0] false;
        fn xml(&self) -> &'static [(usize, Xml)] { const { &[(0, Xml::named("aliens").around(const { &Xml::named("") }))] } }
    );
    wire::struct_table!(AlienAnimals { animals } [0] false;
        fn xml(&self) -> &'static [(usize, Xml)] { const { &[(0, Xml::named("aliens").around(const { &Xml::named("animal") }))] } }
    );
    wire::struct_table!(Animal { animals } [0] false;
        fn xml(&self) -> &'static [(usize, Xml)] { const { &[(0, Xml::named("animal"))] } }
    );
    wire::struct_table!(Person { id, name } [0, 1] false;
        fn xml(&self) -> &'static [(usize, Xml)] {
            const { &[
                (0, Xml::named("").attribute()),
                (1, Xml::named("").within("sample", "https://example.com/schema/sample")),
            ] }
        }
    );
    wire::struct_table!(Thing {
        sizes, content, note, price, is_new, parts, grid, pair, key, named, any, color, shape, owner, owner_there, marks
    } rest [] true;
        fn xml(&self) -> &'static [(usize, Xml)] {
            const { &[
                (0, Xml::named("").attribute()),
                (1, Xml::named("").text()),
                (5, Xml::named("").around(const { &Xml::named("part") })),
                (13, Xml::named("owner").within("h", "urn:here")),
                (15, Xml::named("").attribute()),
                (14, Xml::named("owner").within("t", "urn:there")),
            ] }
        }
    );
    wire::text_table!(Color Other { Red = "red" });
    wire::closed_union_table!(Shape Circle None; {
        Circle = 0 (64 [] ["radius"] []), Name = 1 (16 [] [] []), Side = 2 (4 [] [] [])
    });
    wire::struct_table!(Circle { radius } [0] false);
    wire::struct_table!(Rings { rings } [0] false);
    wire::union_table!(Tree Unknown None; { Left = 0 (64 [] [] []), Right = 1 (64 [] [] []) });
    wire::closed_union_table!(Closed Left None; { Left = 0 (64 [] [] []), Right = 1 (64 [] [] []) });
    wire::struct_table!(ClosedBranch { inner, leaf } [] false);
    wire::struct_table!(ClosedTwig { inner, twig } [] false);
    wire::struct_table!(Branch { inner, leaf } [] false);
    wire::struct_table!(Twig { inner, twig } [] false);
}
