//! What a description says about one operation.

use serde_json::Value;

/// What a description says about one operation, as the generator has written it.
#[derive(Clone, Copy)]
pub(super) struct Entry<'a>(pub(super) &'a Value);

/// A parameter, as far as it can be checked.
#[derive(Clone, Copy)]
pub(super) struct Declared<'a>(&'a Value);

/// What an answer holds, as the description shows it.
#[derive(Clone, Copy)]
pub(super) struct Shown<'a>(&'a Value);

impl<'a> Entry<'a> {
    /// The operation's name.
    pub(super) fn id(self) -> &'a str {
        text(self.0, "id")
    }

    /// The schemes of each alternative, of which one must be met; none where anybody may call.
    pub(super) fn security(self) -> Vec<Vec<&'a str>> {
        let alternatives = list(self.0, "security");
        let names = |alternative: &'a Value| alternative.as_array().map(Vec::as_slice);
        let names = alternatives.map(|each| names(each).unwrap_or_default());
        names
            .map(|names| names.iter().filter_map(Value::as_str).collect())
            .collect()
    }

    /// Its parameters.
    pub(super) fn parameters(self) -> impl Iterator<Item = Declared<'a>> {
        list(self.0, "parameters").map(Declared)
    }

    /// The media types that its body may be in; none where it takes none.
    pub(super) fn media_types(self) -> Vec<&'a str> {
        let content = self.0.get("body").map(|body| list(body, "content"));
        content.into_iter().flatten().filter_map(Value::as_str).collect()
    }

    /// Whether every call has a body.
    pub(super) fn needs_body(self) -> bool {
        self.0.get("body").is_some_and(|body| flag(body, "required"))
    }

    /// The status of a success: the first that the description names.
    pub(super) fn success(self) -> u16 {
        let statuses = self.responses().map(|(status, _)| status.as_str());
        let statuses: Vec<_> = statuses.collect();
        let exact = |from: u16, to: u16| {
            let codes = statuses.iter().filter_map(|status| status.parse().ok());
            codes.clone().find(|code| (from..to).contains(code))
        };
        let is_open = statuses.iter().any(|it| matches!(*it, "2XX" | "default"));
        exact(200, 300)
            .or(is_open.then_some(200))
            .or(exact(300, 400))
            .unwrap_or(200)
    }

    /// What the description shows of the answer with a status.
    pub(super) fn shown(self, status: u16) -> Option<Shown<'a>> {
        let exact = status.to_string();
        let range = format!("{}XX", status / 100);
        let wanted = [exact.as_str(), range.as_str(), "default"];
        let responses = self.0.get("responses")?;
        wanted.iter().find_map(|status| responses.get(status)).map(Shown)
    }

    fn responses(self) -> impl Iterator<Item = (&'a String, &'a Value)> {
        let responses = self.0.get("responses").and_then(Value::as_object);
        responses.into_iter().flatten()
    }
}

impl<'a> Declared<'a> {
    /// Where it stands.
    pub(super) fn location(self) -> &'a str {
        text(self.0, "in")
    }

    /// Its name.
    pub(super) fn name(self) -> &'a str {
        text(self.0, "name")
    }

    /// Whether every call has it.
    pub(super) fn is_required(self) -> bool {
        flag(self.0, "required")
    }

    /// What its values are: `integer`, `number`, `boolean`, `json`, or anything.
    pub(super) fn kind(self) -> &'a str {
        text(self.0, "type")
    }

    /// The values that it may have, where the description lists them.
    pub(super) fn values(self) -> Vec<&'a str> {
        list(self.0, "enum").filter_map(Value::as_str).collect()
    }

    /// What stands between its values, where it holds several in one text.
    pub(super) fn separator(self) -> Option<&'a str> {
        let separator = text(self.0, "separator");
        (!separator.is_empty()).then_some(separator)
    }

    /// Whether its members have names of their own: `name[member]`.
    pub(super) fn is_deep(self) -> bool {
        flag(self.0, "deep")
    }
}

impl<'a> Shown<'a> {
    /// The media type of its body; none where it has no body.
    pub(super) fn media_type(self) -> Option<&'a str> {
        self.0.get("type")?.as_str()
    }

    /// Its body, where the description shows one.
    pub(super) fn body(self) -> Option<String> {
        let plain = self.0.get("text").and_then(Value::as_str);
        let json = || self.0.get("example").map(Value::to_string);
        plain.map(str::to_owned).or_else(json)
    }

    /// The headers that it always has.
    pub(super) fn headers(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let headers = self.0.get("headers").and_then(Value::as_object);
        let headers = headers.into_iter().flatten();
        headers.filter_map(|(name, value)| Some((name.as_str(), value.as_str()?)))
    }
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    let member = value.get(name).and_then(Value::as_str);
    member.unwrap_or_default()
}

fn flag(value: &Value, name: &str) -> bool {
    value.get(name).and_then(Value::as_bool) == Some(true)
}

fn list<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    let member = value.get(name).and_then(Value::as_array);
    member.into_iter().flatten()
}
