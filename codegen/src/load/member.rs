//! Finds a member of an object.

use serde_json::{Map, Value};

/// The most members that are looked along one by one.
const MAX_WALKED: usize = 8;

/// The member called `key`. Most objects of a description have a handful: looking along them is quicker than hashing.
pub(super) fn member<'a>(members: &'a Map<String, Value>, key: &str) -> Option<&'a Value> {
    if members.len() > MAX_WALKED {
        return members.get(key);
    }
    let mut walked = members.iter();
    walked.find_map(|(name, value)| (name == key).then_some(value))
}
