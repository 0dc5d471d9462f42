//! What can be checked of the parameters of a call.

use serde_json::{Map, Value, json};

use crate::model::{Api, Operation, Parameter, ParameterLocation, Schema, SchemaKind};

/// Headers that no parameter describes (`OpenAPI` specification, section Parameter Object, `name`).
const NO_PARAMETERS: [&str; 3] = ["accept", "content-type", "authorization"];

/// The parameters of which something can be checked.
pub(super) fn parameters(api: &Api, operation: &Operation) -> Vec<Value> {
    let parameters = operation.parameters.iter();
    let checked = parameters.filter_map(|parameter| self::parameter(api, parameter));
    checked.map(Value::Object).collect()
}

fn parameter(api: &Api, parameter: &Parameter) -> Option<Map<String, Value>> {
    let location = parameter.location;
    let is_header = location == ParameterLocation::Header;
    if is_header && NO_PARAMETERS.contains(&&*parameter.name.to_ascii_lowercase()) {
        return None;
    }
    let schema = parameter.schema.as_ref().and_then(|id| api.aliased(id));
    let kind = schema.map(|schema| &schema.kind);
    let style = &parameter.style;
    let is_object = matches!(kind, Some(SchemaKind::Object(_)));
    let is_deep = style.name == "deepObject";
    // Its members are parameters of their own names.
    if is_object && style.explode && !is_deep && parameter.media_type.is_none() {
        return None;
    }
    let mut checks = Map::new();
    if is_deep {
        checks.insert("deep".to_owned(), json!(true));
    } else if parameter.media_type.is_some() {
        checks.insert("type".to_owned(), json!("json"));
    } else if let Some(schema) = schema.filter(|_| is_plain(parameter)) {
        checks = values(api, schema, separator(parameter));
    }
    let is_needed = parameter.required && location != ParameterLocation::Path;
    if checks.is_empty() && !is_needed {
        return None;
    }
    let mut declared = Map::new();
    declared.insert("in".to_owned(), json!(location.to_string()));
    declared.insert("name".to_owned(), json!(parameter.name));
    if is_needed {
        declared.insert("required".to_owned(), json!(true));
    }
    declared.extend(checks);
    Some(declared)
}

/// Whether its text is nothing but values and what stands between them.
fn is_plain(parameter: &Parameter) -> bool {
    let style = &parameter.style;
    !style.allow_empty && !matches!(&*style.name, "label" | "matrix")
}

/// What stands between the elements of a list.
fn separator(parameter: &Parameter) -> Option<&'static str> {
    match &*parameter.style.name {
        "simple" => Some(","),
        _ if parameter.style.explode => None,
        "spaceDelimited" => Some(" "),
        "pipeDelimited" => Some("|"),
        _ => Some(","),
    }
}

/// What can be checked of the texts of values, or of those of a list.
fn values(api: &Api, schema: &Schema, separator: Option<&str>) -> Map<String, Value> {
    let mut checks = Map::new();
    if schema.about.nullable {
        return checks;
    }
    let kind = match &schema.kind {
        SchemaKind::Boolean => "boolean",
        SchemaKind::Integer { .. } => "integer",
        SchemaKind::Number { .. } => "number",
        SchemaKind::Enum {
            values,
            extensible: false,
        } => {
            let texts: Vec<_> = values.iter().map(crate::model::EnumValue::text).collect();
            checks.insert("enum".to_owned(), json!(texts));
            return checks;
        }
        SchemaKind::Array { items } => {
            let items = api.aliased(items);
            let is_list = |schema: &&Schema| matches!(schema.kind, SchemaKind::Array { .. });
            if let Some(items) = items.filter(|it| !is_list(it)) {
                checks = values(api, items, None);
            }
            if let Some(separator) = separator.filter(|_| !checks.is_empty()) {
                checks.insert("separator".to_owned(), json!(separator));
            }
            return checks;
        }
        _ => return checks,
    };
    checks.insert("type".to_owned(), json!(kind));
    checks
}
