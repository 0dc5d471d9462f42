//! What each kind of node may hold, as tables: the one place that knows where in a document what is found.
//! [`normalize`](super::normalize) walks documents by them, and [`hollow`](super::hollow) cuts nodes out of them.

use self::Shape::{
    Any, Count, Flag, FlagOr, List, Map, Number, One, Outline, Part, PartList, PartMap,
    Requirements, Sample, Text, TextMap, Texts, Values, Word,
};

/// What the value of a keyword is.
#[derive(Clone, Copy)]
pub(super) enum Shape {
    /// A string; a number or boolean is taken as its text.
    Text,
    /// A boolean.
    Flag,
    /// A number.
    Number,
    /// A whole number that is not negative.
    Count,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A list of strings.
    Texts,
    /// Strings by name.
    TextMap,
    /// A list of any values.
    Values,
    /// Any value.
    Any,
    /// Any value, left out if it is large.
    Sample,
    /// Security requirements: lists of scopes by the name of a scheme.
    Requirements,
    /// A node that may be a reference.
    One(&'static Kind),
    /// A list of nodes that may be references.
    List(&'static Kind),
    /// Nodes that may be references, by name.
    Map(&'static Kind),
    /// A boolean, or a node that may be a reference.
    FlagOr(&'static Kind),
    /// A node that may not be a reference, and belongs to the one that holds it.
    Part(&'static Kind),
    /// A list of such nodes.
    PartList(&'static Kind),
    /// Such nodes by name.
    PartMap(&'static Kind),
    /// A node of which only its being there is shown.
    Outline(&'static Kind),
}

/// The keywords of one kind of node.
pub(super) struct Kind {
    /// What is shown of the node.
    pub(super) fields: &'static [(&'static str, Shape)],
    /// What is not shown, but may hold schemas.
    pub(super) hidden: &'static [(&'static str, Shape)],
    /// What every other member is, extensions aside.
    pub(super) others: Option<Shape>,
    /// What is taken for granted if it is missing, as JSON.
    pub(super) defaults: &'static [(&'static str, &'static str)],
}

impl Kind {
    const EMPTY: Self = Self {
        fields: &[],
        hidden: &[],
        others: None,
        defaults: &[],
    };

    /// What is shown under a key.
    pub(super) fn field(&self, key: &str) -> Option<Shape> {
        find(self.fields, key).or_else(|| self.others.filter(|_| !key.starts_with("x-")))
    }

    /// What may be found under a key, shown or not.
    pub(super) fn member(&self, key: &str) -> Option<Shape> {
        find(self.hidden, key).or_else(|| self.field(key))
    }

    /// Whether this is the kind of a schema.
    pub(super) fn is_schema(&self) -> bool {
        std::ptr::eq(self, &raw const SCHEMA)
    }
}

fn find(table: &[(&str, Shape)], key: &str) -> Option<Shape> {
    table
        .iter()
        .find(|(name, _)| *name == key)
        .map(|(_, shape)| *shape)
}

pub(super) static ROOT: Kind = Kind {
    hidden: &[
        ("paths", Part(&PATHS)),
        ("webhooks", Map(&PATH_ITEM)),
        // What documents of 3.0 call them.
        ("x-webhooks", Map(&PATH_ITEM)),
        ("components", Part(&COMPONENTS)),
    ],
    ..Kind::EMPTY
};

static COMPONENTS: Kind = Kind {
    hidden: &[
        ("schemas", Map(&SCHEMA)),
        ("responses", Map(&RESPONSE)),
        ("parameters", Map(&PARAMETER)),
        ("requestBodies", Map(&REQUEST_BODY)),
        ("headers", Map(&HEADER)),
        ("callbacks", Map(&CALLBACK)),
        ("pathItems", Map(&PATH_ITEM)),
        ("securitySchemes", Map(&SECURITY_SCHEME)),
    ],
    ..Kind::EMPTY
};

static PATHS: Kind = Kind {
    others: Some(One(&PATH_ITEM)),
    ..Kind::EMPTY
};
static CALLBACK: Kind = Kind {
    others: Some(One(&PATH_ITEM)),
    ..Kind::EMPTY
};

pub(super) static INFO: Kind = Kind {
    fields: &[
        ("title", Text),
        ("description", Text),
        ("termsOfService", Text),
        ("contact", Part(&CONTACT)),
        ("license", Part(&LICENSE)),
        ("version", Text),
    ],
    defaults: &[("title", "\"\""), ("version", "\"\"")],
    ..Kind::EMPTY
};

static CONTACT: Kind = Kind {
    fields: &[("name", Text), ("url", Text), ("email", Text)],
    ..Kind::EMPTY
};
static LICENSE: Kind = Kind {
    fields: &[("name", Text), ("url", Text)],
    defaults: &[("name", "\"\"")],
    ..Kind::EMPTY
};

pub(super) static SERVER: Kind = Kind {
    fields: &[
        ("url", Text),
        ("description", Text),
        ("variables", PartMap(&SERVER_VARIABLE)),
    ],
    ..Kind::EMPTY
};

static SERVER_VARIABLE: Kind = Kind {
    fields: &[("enum", Texts), ("default", Text), ("description", Text)],
    defaults: &[("default", "\"\"")],
    ..Kind::EMPTY
};

pub(super) static TAG: Kind = Kind {
    fields: &[
        ("name", Text),
        ("description", Text),
        ("externalDocs", Part(&EXTERNAL_DOCS)),
    ],
    ..Kind::EMPTY
};

static EXTERNAL_DOCS: Kind = Kind {
    fields: &[("description", Text), ("url", Text)],
    defaults: &[("url", "\"\"")],
    ..Kind::EMPTY
};

pub(super) static PATH_ITEM: Kind = Kind {
    fields: &[
        ("summary", Text),
        ("description", Text),
        ("get", Outline(&OPERATION)),
        ("put", Outline(&OPERATION)),
        ("post", Outline(&OPERATION)),
        ("delete", Outline(&OPERATION)),
        ("options", Outline(&OPERATION)),
        ("head", Outline(&OPERATION)),
        ("patch", Outline(&OPERATION)),
        ("trace", Outline(&OPERATION)),
        ("servers", PartList(&SERVER)),
        ("parameters", List(&PARAMETER)),
    ],
    hidden: &[
        ("query", Outline(&OPERATION)),
        ("additionalOperations", PartMap(&OPERATION)),
    ],
    ..Kind::EMPTY
};

pub(super) static OPERATION: Kind = Kind {
    fields: &[
        ("tags", Texts),
        ("summary", Text),
        ("description", Text),
        ("externalDocs", Part(&EXTERNAL_DOCS)),
        ("operationId", Text),
        ("parameters", List(&PARAMETER)),
        ("requestBody", One(&REQUEST_BODY)),
        ("responses", Part(&RESPONSES)),
        ("deprecated", Flag),
        ("security", Requirements),
        ("servers", PartList(&SERVER)),
    ],
    hidden: &[("callbacks", Map(&CALLBACK))],
    defaults: &[("responses", "{}")],
    ..Kind::EMPTY
};

static RESPONSES: Kind = Kind {
    others: Some(One(&RESPONSE)),
    ..Kind::EMPTY
};

pub(super) static PARAMETER: Kind = Kind {
    fields: &[
        ("name", Text),
        ("in", Text),
        ("description", Text),
        ("required", Flag),
        ("deprecated", Flag),
        ("schema", One(&SCHEMA)),
        ("content", PartMap(&MEDIA_TYPE)),
        ("example", Sample),
        ("style", Text),
        ("explode", Flag),
        ("allowReserved", Flag),
        ("allowEmptyValue", Flag),
    ],
    ..Kind::EMPTY
};

pub(super) static HEADER: Kind = Kind {
    fields: &[
        ("description", Text),
        ("style", Word(&["simple"])),
        ("required", Flag),
        ("deprecated", Flag),
        ("schema", One(&SCHEMA)),
        ("content", PartMap(&MEDIA_TYPE)),
        ("example", Sample),
    ],
    ..Kind::EMPTY
};

pub(super) static REQUEST_BODY: Kind = Kind {
    fields: &[
        ("description", Text),
        ("content", PartMap(&MEDIA_TYPE)),
        ("required", Flag),
    ],
    ..Kind::EMPTY
};

pub(super) static RESPONSE: Kind = Kind {
    fields: &[
        ("description", Text),
        ("headers", Map(&HEADER)),
        ("content", PartMap(&MEDIA_TYPE)),
    ],
    hidden: &[("links", Map(&Kind::EMPTY))],
    defaults: &[("description", "\"\"")],
    ..Kind::EMPTY
};

pub(super) static MEDIA_TYPE: Kind = Kind {
    fields: &[
        ("schema", One(&SCHEMA)),
        ("example", Sample),
        ("encoding", PartMap(&ENCODING)),
    ],
    hidden: &[("itemSchema", One(&SCHEMA))],
    ..Kind::EMPTY
};

static ENCODING: Kind = Kind {
    fields: &[
        ("contentType", Text),
        ("headers", Map(&HEADER)),
        (
            "style",
            Word(&["form", "spaceDelimited", "pipeDelimited", "deepObject"]),
        ),
        ("explode", Flag),
        ("allowReserved", Flag),
    ],
    ..Kind::EMPTY
};

pub(super) static SECURITY_SCHEME: Kind = Kind {
    fields: &[
        ("type", Text),
        ("description", Text),
        ("name", Text),
        ("in", Text),
        ("scheme", Text),
        ("bearerFormat", Text),
        ("flows", Part(&FLOWS)),
        ("openIdConnectUrl", Text),
    ],
    defaults: &[("flows", "{}"), ("openIdConnectUrl", "\"\"")],
    ..Kind::EMPTY
};

static FLOWS: Kind = Kind {
    fields: &[
        ("implicit", Part(&FLOW)),
        ("password", Part(&FLOW)),
        ("clientCredentials", Part(&FLOW)),
        ("authorizationCode", Part(&FLOW)),
    ],
    ..Kind::EMPTY
};

static FLOW: Kind = Kind {
    fields: &[
        ("authorizationUrl", Text),
        ("tokenUrl", Text),
        ("refreshUrl", Text),
        ("scopes", TextMap),
    ],
    defaults: &[
        ("authorizationUrl", "\"\""),
        ("tokenUrl", "\"\""),
        ("scopes", "{}"),
    ],
    ..Kind::EMPTY
};

pub(super) static SCHEMA: Kind = Kind {
    fields: &[
        ("type", Text),
        ("description", Text),
        ("properties", Map(&SCHEMA)),
        ("required", Texts),
        ("items", One(&SCHEMA)),
        ("enum", Values),
        ("format", Text),
        ("nullable", Flag),
        ("allOf", List(&SCHEMA)),
        ("oneOf", List(&SCHEMA)),
        ("anyOf", List(&SCHEMA)),
        ("not", One(&SCHEMA)),
        ("additionalProperties", FlagOr(&SCHEMA)),
        ("discriminator", Part(&DISCRIMINATOR)),
        ("default", Any),
        ("example", Sample),
        ("title", Text),
        ("readOnly", Flag),
        ("writeOnly", Flag),
        ("deprecated", Flag),
        ("minimum", Number),
        ("maximum", Number),
        ("exclusiveMinimum", Flag),
        ("exclusiveMaximum", Flag),
        ("multipleOf", Number),
        ("pattern", Text),
        ("minLength", Count),
        ("maxLength", Count),
        ("minItems", Count),
        ("maxItems", Count),
        ("uniqueItems", Flag),
        ("minProperties", Count),
        ("maxProperties", Count),
        ("externalDocs", Part(&EXTERNAL_DOCS)),
    ],
    hidden: &[
        ("prefixItems", List(&SCHEMA)),
        ("patternProperties", Map(&SCHEMA)),
        ("$defs", Map(&SCHEMA)),
        ("definitions", Map(&SCHEMA)),
        ("dependentSchemas", Map(&SCHEMA)),
        ("propertyNames", One(&SCHEMA)),
        ("contains", One(&SCHEMA)),
        ("unevaluatedItems", FlagOr(&SCHEMA)),
        ("unevaluatedProperties", FlagOr(&SCHEMA)),
        ("if", One(&SCHEMA)),
        ("then", One(&SCHEMA)),
        ("else", One(&SCHEMA)),
    ],
    ..Kind::EMPTY
};

static DISCRIMINATOR: Kind = Kind {
    fields: &[("propertyName", Text), ("mapping", TextMap)],
    ..Kind::EMPTY
};
