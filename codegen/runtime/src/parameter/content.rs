//! The value of a parameter, as texts.

use super::super::wire::{Parts, View, elements, members, take_apart};

/// The value of a parameter, as texts that are not yet encoded.
///
/// What is absent or null is left out of lists and objects, as RFC 6570 does with what is undefined (section 2.3).
pub(super) enum Content {
    /// No value.
    Nothing,
    /// A single value.
    Text(String),
    /// The elements of a list.
    List(Vec<Self>),
    /// The members of an object.
    Object(Vec<(String, Self)>),
}

impl Content {
    /// Reads a value; or says what is wrong with it.
    pub(super) fn of(view: View<'_>) -> Result<Self, String> {
        let mut content = Self::Nothing;
        take_apart(view, &mut |parts| {
            content = match parts {
                Parts::Nothing => Self::Nothing,
                Parts::Text(text) => Self::Text(text.into_owned()),
                Parts::List(view) => {
                    let mut list = Vec::new();
                    elements(&view, &mut |element| {
                        list.extend(Self::of(element)?.if_any());
                        Ok(())
                    })?;
                    Self::List(list)
                }
                Parts::Object(view) => {
                    let mut list = Vec::new();
                    members(&view, &mut |name, member| {
                        let content = Self::of(member)?.if_any();
                        list.extend(content.map(|content| (name.to_owned(), content)));
                        Ok(())
                    })?;
                    Self::Object(list)
                }
            };
            Ok(())
        })?;
        Ok(content)
    }

    fn if_any(self) -> Option<Self> {
        match self {
            Self::Nothing => None,
            content => Some(content),
        }
    }
}
