//! What each status means: the type that an operation gives, and the type that it fails with.

use super::types::Types;
use crate::diagnostics::{Code, Diagnostic};
use crate::model::{MediaType, Operation, Response, StatusPattern};
use crate::names::{Ident, Scope};
use crate::plan::{Arm, ArmStatus, Docs, Outcome, StatusEnum, StatusVariant, Type};

/// What comes back from an operation.
pub(super) struct Answers {
    /// What it gives.
    pub(super) output: Outcome,
    /// What a documented error carries.
    pub(super) failure: Outcome,
    /// What each status means.
    pub(super) arms: Vec<Arm>,
    /// The media type of the answers.
    pub(super) accept: String,
    /// What costs less than the operation.
    pub(super) warnings: Vec<Diagnostic>,
}

/// A response whose body is decided on.
struct Planned<'a> {
    response: &'a Response,
    body: Option<Type>,
}

/// The documented responses, with the body of each, before the types of several have names.
pub(super) struct Bodies<'a> {
    successes: Vec<Planned<'a>>,
    failures: Vec<Planned<'a>>,
    warnings: Vec<Diagnostic>,
}

/// Decides what each response holds, or why that is not supported yet.
pub(super) fn bodies<'a>(
    operation: &'a Operation,
    types: &Types<'_>,
) -> Result<Bodies<'a>, Diagnostic> {
    let mut bodies = Bodies {
        successes: Vec::new(),
        failures: Vec::new(),
        warnings: Vec::new(),
    };
    let documents_success = operation
        .responses
        .iter()
        .any(|each| each.status.is_success());
    for response in &operation.responses {
        let is_success = response.status.is_success()
            // Some documents say nothing but `default`, and mean the good case.
            || (response.status == StatusPattern::Default && !documents_success);
        match body(response, types) {
            Ok(body) if is_success => bodies.successes.push(Planned { response, body }),
            // Nothing comes with it, so there is nothing to tell that the status does not.
            Ok(None) => {}
            Ok(body) => bodies.failures.push(Planned { response, body }),
            Err(reason) if is_success => return Err(reason),
            Err(reason) => bodies.warnings.push(reason),
        }
    }
    Ok(bodies)
}

impl Bodies<'_> {
    /// Decides what comes back from `request`, whose module's types are named in `scope`.
    pub(super) fn answers(self, request: &Ident, scope: &mut Scope) -> Answers {
        let accept = accept(self.successes.iter().chain(&self.failures));
        let mut name = |suffix| {
            let plain = request.suffixed(suffix);
            scope.allocate(&[plain.clone(), plain.suffixed("Body")])
        };
        let output = outcome(&self.successes, || StatusEnumHead {
            name: name("Output"),
            docs: format!("What [`{request}`] gives, told apart by status."),
        });
        let failure = outcome(&self.failures, || StatusEnumHead {
            name: name("Error"),
            docs: format!("What came with an error of [`{request}`], told apart by status."),
        });
        let mut all = arms(&self.successes, &output, true);
        all.extend(arms(&self.failures, &failure, false));
        all.sort_by_key(|arm| rank(arm.status));
        Answers {
            output,
            failure,
            arms: all,
            accept,
            warnings: self.warnings,
        }
    }
}

/// What an enum of several outcomes is called, and what is said about it.
struct StatusEnumHead {
    name: Ident,
    docs: String,
}

/// Exact codes come before ranges, and everything else last.
fn rank(status: ArmStatus) -> (u8, u16) {
    match status {
        ArmStatus::Exact(code) => (0, code),
        ArmStatus::Range(first) => (1, first),
        ArmStatus::Other => (2, 0),
    }
}

fn body(response: &Response, types: &Types<'_>) -> Result<Option<Type>, Diagnostic> {
    if response.content.is_empty() || response.status == StatusPattern::Exact(204) {
        return Ok(None);
    }
    let json = response.content.iter().find(|media| is_json(&media.name));
    match json {
        Some(MediaType { schema, .. }) => Ok(Some(match schema {
            Some(id) => types.place(id).present(),
            None => Type::Value,
        })),
        None => Err(unsupported(response)),
    }
}

/// Whether a media type is JSON (RFC 8259) or built on it (RFC 6839, section 3.1).
pub(super) fn is_json(name: &str) -> bool {
    let essence = name
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    essence == "application/json" || essence.ends_with("+json")
}

fn unsupported(response: &Response) -> Diagnostic {
    let names: Vec<_> = response
        .content
        .iter()
        .map(|media| format!("`{}`", media.name))
        .collect();
    Diagnostic::warning(
        Code::UnsupportedResponse,
        format!("a response in {} is not supported yet", names.join(", ")),
    )
    .at(&response.pointer.child("content"))
    .help("only JSON is read so far")
}

fn accept<'a, 'b: 'a>(responses: impl Iterator<Item = &'a Planned<'b>>) -> String {
    responses
        .flat_map(|planned| &planned.response.content)
        .find(|media| is_json(&media.name))
        .map_or_else(|| "*/*".to_owned(), |media| media.name.clone())
}

/// One type where there is one; told apart by status where there are several.
fn outcome(responses: &[Planned<'_>], head: impl FnOnce() -> StatusEnumHead) -> Outcome {
    let mut bodies: Vec<&Option<Type>> = Vec::new();
    for planned in responses {
        if !bodies.contains(&&planned.body) {
            bodies.push(&planned.body);
        }
    }
    match bodies.as_slice() {
        [] | [None] => Outcome::Unit,
        [Some(ty)] => Outcome::Body(ty.clone()),
        _ => {
            let mut scope = Scope::default();
            let variants = responses.iter().map(|planned| StatusVariant {
                ident: scope.allocate(&[Ident::pascal(status_words(planned.response.status))]),
                docs: variant_docs(planned.response),
                body: planned.body.clone(),
            });
            let variants = variants.collect();
            let StatusEnumHead { name, docs } = head();
            Outcome::ByStatus(StatusEnum {
                name,
                docs: vec![docs],
                variants,
            })
        }
    }
}

fn variant_docs(response: &Response) -> Docs {
    let mut docs = vec![format!("`{}`", response.status)];
    super::text::add_paragraph(&mut docs, &response.description);
    docs
}

fn arms(responses: &[Planned<'_>], outcome: &Outcome, success: bool) -> Vec<Arm> {
    let variants: Vec<Option<Ident>> = match outcome {
        Outcome::ByStatus(item) => item
            .variants
            .iter()
            .map(|variant| Some(variant.ident.clone()))
            .collect(),
        Outcome::Unit | Outcome::Body(_) => vec![None; responses.len()],
    };
    let mut arms: Vec<_> = responses
        .iter()
        .zip(variants)
        .map(|(planned, variant)| Arm {
            status: match planned.response.status {
                StatusPattern::Exact(code) => ArmStatus::Exact(code),
                StatusPattern::Range(first) => ArmStatus::Range(first),
                StatusPattern::Default if success => ArmStatus::Range(2),
                StatusPattern::Default => ArmStatus::Other,
            },
            success,
            body: planned.body.clone(),
            variant,
        })
        .collect();
    if success && arms.is_empty() {
        arms.push(Arm {
            status: ArmStatus::Range(2),
            success,
            body: None,
            variant: None,
        });
    }
    arms
}

/// The name of a status (RFC 9110, section 15, and the registry that it sets up).
fn status_words(status: StatusPattern) -> &'static str {
    let code = match status {
        StatusPattern::Exact(code) => code,
        StatusPattern::Range(1) => return "informational",
        StatusPattern::Range(2) => return "success",
        StatusPattern::Range(3) => return "redirection",
        StatusPattern::Range(4) => return "client error",
        StatusPattern::Range(_) => return "server error",
        StatusPattern::Default => return "other",
    };
    REASONS
        .iter()
        .find(|(known, _)| *known == code)
        .map_or("status", |(_, words)| words)
}

const REASONS: [(u16, &str); 56] = [
    (200, "ok"),
    (201, "created"),
    (202, "accepted"),
    (203, "non authoritative information"),
    (204, "no content"),
    (205, "reset content"),
    (206, "partial content"),
    (207, "multi status"),
    (208, "already reported"),
    (226, "im used"),
    (300, "multiple choices"),
    (301, "moved permanently"),
    (302, "found"),
    (303, "see other"),
    (304, "not modified"),
    (305, "use proxy"),
    (307, "temporary redirect"),
    (308, "permanent redirect"),
    (400, "bad request"),
    (401, "unauthorized"),
    (402, "payment required"),
    (403, "forbidden"),
    (404, "not found"),
    (405, "method not allowed"),
    (406, "not acceptable"),
    (407, "proxy authentication required"),
    (408, "request timeout"),
    (409, "conflict"),
    (410, "gone"),
    (411, "length required"),
    (412, "precondition failed"),
    (413, "content too large"),
    (414, "uri too long"),
    (415, "unsupported media type"),
    (416, "range not satisfiable"),
    (417, "expectation failed"),
    (418, "im a teapot"),
    (421, "misdirected request"),
    (422, "unprocessable content"),
    (423, "locked"),
    (424, "failed dependency"),
    (425, "too early"),
    (426, "upgrade required"),
    (428, "precondition required"),
    (429, "too many requests"),
    (431, "request header fields too large"),
    (451, "unavailable for legal reasons"),
    (500, "internal server error"),
    (501, "not implemented"),
    (502, "bad gateway"),
    (503, "service unavailable"),
    (504, "gateway timeout"),
    (505, "http version not supported"),
    (506, "variant also negotiates"),
    (507, "insufficient storage"),
    (508, "loop detected"),
];
