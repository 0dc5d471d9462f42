//! What an answer holds, as JSON: by the kind of its type.

use super::runtime::bytes::Bytes;
use super::runtime::serde_json::{Value, from_slice, json};
use super::runtime::wire::{Slot, to_json};
use super::runtime::{Base64, ByteStream, Untyped};
#[cfg(feature = "items")]
use super::runtime::{EventStream, JsonLines};

/// What an answer holds, if anything; or why that cannot be told.
#[expect(unreachable_pub, reason = "it stands in signatures")]
pub type Told = Result<Option<Value>, String>;

/// How many items of a stream are told: it may have no end.
const MOST: usize = 64;

/// A value.
#[expect(clippy::missing_errors_doc, reason = "the type says so")]
#[expect(clippy::needless_pass_by_value, reason = "as all of them")]
pub fn json<T: Slot>(value: T) -> Told {
    written(&value).map(Some)
}

fn written(value: &dyn Slot) -> Result<Value, String> {
    let text = to_json(value).map_err(|error| error.to_string())?;
    from_slice(&text).map_err(|error| error.to_string())
}

/// Nothing.
#[expect(clippy::missing_errors_doc, reason = "the type says so")]
pub fn nothing((): ()) -> Told {
    Ok(None)
}

/// What there is none of.
#[expect(clippy::missing_errors_doc, reason = "the type says so")]
pub fn never(value: Untyped) -> Told {
    match value {}
}

/// A variant that the table does not know.
#[expect(clippy::missing_errors_doc, reason = "the type says so")]
pub fn unknown() -> Told {
    Err("the variant is not in the table".to_owned())
}

/// Bytes.
#[expect(clippy::missing_errors_doc, reason = "the type says so")]
pub fn bytes(bytes: Bytes) -> Told {
    match String::from_utf8(bytes.into()) {
        Ok(text) => Ok(Some(Value::String(text))),
        Err(error) => {
            let text = written(&Base64(error.into_bytes()))?;
            Ok(Some(json!({ "base64": text })))
        }
    }
}

/// Bytes that are read as they come.
#[expect(clippy::missing_errors_doc, reason = "the type says so")]
pub fn stream(stream: ByteStream) -> Told {
    bytes(
        stream
            .into_bytes_blocking()
            .map_err(|error| error.to_string())?,
    )
}

#[cfg(feature = "items")]
/// Values that are read as they come.
#[expect(clippy::missing_errors_doc, reason = "the type says so")]
pub fn lines<T: Slot>(lines: JsonLines<T>) -> Told {
    let mut list = Vec::new();
    for item in lines.into_iter().take(MOST) {
        list.push(written(&item.map_err(|error| error.to_string())?)?);
    }
    Ok(Some(list.into()))
}

#[cfg(feature = "items")]
/// Events that are read as they come.
#[expect(clippy::missing_errors_doc, reason = "the type says so")]
pub fn events<T: Slot>(events: EventStream<T>) -> Told {
    let mut list = Vec::new();
    for event in events.into_iter().take(MOST) {
        let event = event.map_err(|error| error.to_string())?;
        let data = match event.json() {
            Ok(data) => written(&data)?,
            Err(_) => event.data().into(),
        };
        list.push(json!({ "event": event.event(), "id": event.id(), "data": data }));
    }
    Ok(Some(list.into()))
}
