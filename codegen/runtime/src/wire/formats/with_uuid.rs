//! UUIDs of `uuid`.

use uuid::Uuid;

use super::texts::texts;

texts! {
    Uuid: Self::nil(), "a UUID" |text| Self::try_parse(text).ok(), Uuid::to_string;
}
