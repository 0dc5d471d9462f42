//! The wire form of models: hand-written models in exactly the shape that the generator emits, read and written.

#[path = "wire/constraints.rs"]
mod constraints;
#[path = "wire/enums.rs"]
mod enums;
#[macro_use]
#[path = "wire/union_tables.rs"]
mod union_tables;

#[path = "wire/errors.rs"]
mod errors;
#[path = "wire/formats.rs"]
mod formats;
#[path = "wire/models.rs"]
#[expect(unreachable_pub, reason = "they are written as they are where they are exported")]
mod models;
#[path = "wire/objects.rs"]
mod objects;
#[path = "wire/table_macros.rs"]
mod table_macros;
#[path = "wire/texts.rs"]
mod texts;
#[path = "wire/union_models.rs"]
#[expect(unreachable_pub, reason = "they are written as they are where they are exported")]
mod union_models;
#[path = "wire/unions.rs"]
mod unions;
#[path = "wire/values.rs"]
mod values;
#[path = "wire/xml.rs"]
mod xml;
#[path = "wire/xml_hostile.rs"]
mod xml_hostile;
#[path = "wire/xml_models.rs"]
mod xml_models;

use codegen_runtime::wire::{Slot, from_json, to_json};

/// What a JSON document reads as.
fn read<T: Slot>(json: &str) -> T {
    from_json(json.as_bytes()).expect("the document is one that is read")
}

/// Why a JSON document does not read: the path and the message.
fn refusal<T: Slot>(json: impl AsRef<[u8]>) -> String {
    let error = from_json::<T>(json.as_ref())
        .err()
        .expect("the document is one that is refused");
    format!("{}: {}", error.path(), error.message())
}

/// The JSON document that a value is written as.
fn write(value: &dyn Slot) -> String {
    String::from_utf8(to_json(value).expect("the value has a form")).expect("JSON is UTF-8")
}

/// Reads and writes again.
fn again<T: Slot>(json: &str) -> String {
    write(&read::<T>(json))
}
