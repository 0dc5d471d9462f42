//! Builds a JSON value from any format, so that both formats share keys, merges and bounds.

use std::cell::{Cell, RefCell};
use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde_json::{Map, Number, Value};

/// What an error says when the text expands to more than is accepted.
pub(super) const TOO_LARGE: &str = "the document expands to too much";

/// What a node costs besides its text.
const NODE_COST: usize = 32;
/// What aliases may add to all the texts of a document, in the same unit: half a million nodes and more.
pub(super) const EXPANSIONS: usize = 64 * 1024 * 1024;

/// How much may still be built, and what was found on the way.
pub(super) struct Bounds {
    budget: Cell<usize>,
    merges_keys: bool,
    traits: Cell<Traits>,
    /// The members of the objects, and the elements of the arrays, that are being read: an object is made once it is
    /// known how many it has, and so without growing.
    members: RefCell<Vec<(String, Value)>>,
    elements: RefCell<Vec<Value>>,
}

/// What is noticed about a text while it is read, so that no other pass has to look for it.
#[derive(Clone, Copy, Default)]
pub(super) struct Traits {
    /// Some object has a key twice.
    pub(super) has_duplicates: bool,
    /// Some reference leads elsewhere than to a part of the same text that every description has.
    pub(super) has_far_references: bool,
    /// There is an `$id` or an anchor.
    pub(super) has_identifiers: bool,
}

impl Bounds {
    /// For JSON, in which nothing expands.
    pub(super) fn of_json() -> Self {
        Self {
            budget: Cell::new(usize::MAX),
            merges_keys: false,
            traits: Cell::default(),
            members: RefCell::default(),
            elements: RefCell::default(),
        }
    }

    /// For YAML, in which aliases expand, by so much at most, and `<<` merges.
    pub(super) fn of_yaml(text: &str, expansions: usize) -> Self {
        // Each node but an alias has at least one byte of text of its own.
        let budget = text
            .len()
            .saturating_mul(NODE_COST + 1)
            .saturating_add(expansions);
        Self {
            budget: Cell::new(budget),
            merges_keys: true,
            traits: Cell::default(),
            members: RefCell::default(),
            elements: RefCell::default(),
        }
    }

    /// What is left of the `expansions` that were allowed.
    pub(super) fn left(&self, expansions: usize) -> usize {
        self.budget.get().min(expansions)
    }

    /// What was noticed.
    pub(super) fn traits(&self) -> Traits {
        self.traits.get()
    }

    fn spend<E: Error>(&self, text: &str) -> Result<(), E> {
        let left = self.budget.get().checked_sub(NODE_COST + text.len());
        self.budget.set(left.ok_or_else(|| E::custom(TOO_LARGE))?);
        Ok(())
    }

    /// The object whose members have been read from the one at `first` on.
    fn object(&self, first: usize) -> Map<String, Value> {
        let mut members = self.members.borrow_mut();
        let mut object = Map::with_capacity(members.len() - first);
        let mut merged = Vec::new();
        for (key, value) in members.drain(first..) {
            if self.merges_keys && key == "<<" && (value.is_object() || value.is_array()) {
                merged.push(value);
            } else if object.insert(key, value).is_some() {
                let has_duplicates = true;
                self.traits.set(Traits {
                    has_duplicates,
                    ..self.traits.get()
                });
            }
        }
        for value in merged {
            merge(&mut object, value);
        }
        object
    }

    fn notice(&self, key: &str, value: &Value) {
        if !key.starts_with('$') && key != "mapping" {
            return;
        }
        let is_far = |value: &Value| value.as_str().is_some_and(|text| !is_near(text));
        let mut traits = self.traits.get();
        match key {
            "$ref" => traits.has_far_references |= is_far(value),
            "$dynamicRef" => traits.has_far_references = true,
            "$id" | "$anchor" | "$dynamicAnchor" => traits.has_identifiers |= value.is_string(),
            "mapping" => {
                let mut targets = value.as_object().into_iter().flat_map(Map::values);
                traits.has_far_references |=
                    targets.any(|target| is_far(target) && names_place(target));
            }
            _ => {}
        }
        self.traits.set(traits);
    }
}

/// Whether a reference leads to what every description has in the same text.
pub(super) fn is_near(reference: &str) -> bool {
    ["#/components/", "#/paths/"]
        .iter()
        .any(|start| reference.starts_with(start))
}

/// Whether a target of a discriminator's mapping is a reference, and not the name of a schema.
pub(super) fn names_place(target: &Value) -> bool {
    let is_place = |text: &str| {
        let extension = text.rsplit_once('.').map(|(_, extension)| extension);
        text.contains(['/', '#']) || matches!(extension, Some("yaml" | "yml" | "json"))
    };
    target.as_str().is_some_and(is_place)
}

/// Reads one node.
#[derive(Clone, Copy)]
pub(super) struct Node<'b>(&'b Bounds);

impl<'b> Node<'b> {
    /// Reads within `bounds`.
    pub(super) fn new(bounds: &'b Bounds) -> Self {
        Self(bounds)
    }

    fn number<E: Error>(self, number: Option<Number>) -> Result<Value, E> {
        self.0.spend("")?;
        Ok(number.map_or(Value::Null, Value::Number))
    }
}

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        self.number(None)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        self.0.spend("")?;
        Ok(Value::Bool(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        self.number(Some(value.into()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        self.number(Some(value.into()))
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "JSON numbers past 64 bits are floats"
    )]
    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        self.number(Number::from_f64(value as f64))
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "JSON numbers past 64 bits are floats"
    )]
    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        self.number(Number::from_f64(value as f64))
    }

    /// YAML's infinities and its not-a-number become `null`: JSON has none of them.
    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        self.number(Number::from_f64(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        self.0.spend(value)?;
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        self.0.spend(&value)?;
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        self.0.spend("")?;
        let first = self.0.elements.borrow().len();
        while let Some(element) = elements.next_element_seed(self)? {
            self.0.elements.borrow_mut().push(element);
        }
        let array = self.0.elements.borrow_mut().drain(first..).collect();
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        self.0.spend("")?;
        let first = self.0.members.borrow().len();
        // The key is asked for as text, which gives `200` and `true` as they are written.
        while let Some(key) = members.next_key::<String>()? {
            self.0.spend(&key)?;
            let value = members.next_value_seed(self)?;
            self.0.notice(&key, &value);
            self.0.members.borrow_mut().push((key, value));
        }
        Ok(Value::Object(self.0.object(first)))
    }

    /// A YAML tag such as `!Ref` says nothing that is understood here: what it tags stands for itself.
    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Value, A::Error> {
        let (_tag, content) = tagged.variant::<String>()?;
        content.newtype_variant_seed(self)
    }
}

/// Adds the members of `merged`, an object or an array of them, that `object` does not have.
fn merge(object: &mut Map<String, Value>, merged: Value) {
    let objects = match merged {
        Value::Array(elements) => elements,
        other => vec![other],
    };
    for members in objects {
        let Value::Object(members) = members else {
            continue;
        };
        for (key, value) in members {
            object.entry(key).or_insert(value);
        }
    }
}
