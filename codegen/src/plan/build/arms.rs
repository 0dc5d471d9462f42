//! What each status means: the type that an operation gives, and the type that it fails with.

use super::media::{self, Body};
use super::methods::Context;
use crate::diagnostics::Diagnostic;
use crate::model::{Method, Operation, Response, StatusPattern};
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
    /// The media types of the answers.
    pub(super) accept: String,
    /// What costs less than the operation.
    pub(super) warnings: Vec<Diagnostic>,
}

/// A response whose body is decided on.
struct Planned<'a> {
    response: &'a Response,
    body: Option<Body<'a>>,
}

impl Planned<'_> {
    fn ty(&self) -> Option<&Type> {
        self.body.as_ref().map(|body| &body.ty)
    }
}

/// Decides what comes back from `request`, whose module's types are named in `scope`.
pub(super) fn answers(
    context: &Context<'_>,
    operation: &Operation,
    request: &Ident,
    scope: &mut Scope,
) -> Answers {
    let (successes, failures) = planned(context, operation);
    let mut name = |suffix| {
        let plain = request.suffixed(suffix);
        scope.allocate(&[plain.clone(), plain.suffixed("Body")])
    };
    let output = outcome(&successes, || StatusEnumHead {
        name: name("Output"),
        docs: format!("What [`{request}`] gives, told apart by status."),
    });
    let failure = outcome(&failures, || StatusEnumHead {
        name: name("Error"),
        docs: format!("What came with an error of [`{request}`], told apart by status."),
    });
    let mut all = arms(&successes, &output, true);
    all.extend(arms(&failures, &failure, false));
    all.sort_by_key(|arm| rank(arm.status));
    let bodies = || {
        successes
            .iter()
            .chain(&failures)
            .filter_map(|each| each.body.as_ref())
    };
    Answers {
        accept: accept(&successes, &failures),
        warnings: bodies().filter_map(|body| body.warning.clone()).collect(),
        output,
        failure,
        arms: all,
    }
}

/// The documented responses, good and bad, with the body of each.
fn planned<'a>(
    context: &Context<'_>,
    operation: &'a Operation,
) -> (Vec<Planned<'a>>, Vec<Planned<'a>>) {
    let (mut successes, mut failures) = (Vec::new(), Vec::new());
    for response in &operation.responses {
        let success = is_success(operation, response.status);
        let empty = is_empty(operation.method, response.status)
            || (success && is_redirect(response.status));
        let body = (!empty)
            .then(|| media::body(context, response, success))
            .flatten();
        if success {
            successes.push(Planned { response, body });
        } else if body.is_some() {
            // Without a body there is nothing to tell that the status does not.
            failures.push(Planned { response, body });
        }
    }
    (successes, failures)
}

/// Whether the caller gets what was asked for.
pub(super) fn is_success(operation: &Operation, status: StatusPattern) -> bool {
    let documents = |is: fn(StatusPattern) -> bool| {
        let mut responses = operation.responses.iter();
        responses.any(|response| is(response.status))
    };
    if documents(StatusPattern::is_success) {
        return status.is_success();
    }
    // Who documents nothing better means to be redirected, and has nothing to read.
    if documents(is_redirect) {
        return is_redirect(status);
    }
    // Some documents say nothing but `default`, and mean the good case.
    status == StatusPattern::Default
}

fn is_redirect(status: StatusPattern) -> bool {
    matches!(
        status,
        StatusPattern::Exact(300..=303 | 305..=399) | StatusPattern::Range(3)
    )
}

/// Whether HTTP allows no body, whatever is documented (RFC 9110, sections 9.3.2 and 15).
fn is_empty(method: Method, status: StatusPattern) -> bool {
    let statuses = matches!(
        status,
        StatusPattern::Exact(100..=199 | 204 | 205 | 304) | StatusPattern::Range(1)
    );
    method == Method::Head || statuses
}

/// What can be read. A media type that only an error is read in must not let a success come in it.
fn accept(successes: &[Planned<'_>], failures: &[Planned<'_>]) -> String {
    let is_of_success = |name: &str| {
        successes
            .iter()
            .any(|planned| media::documents(planned.response, name))
    };
    let bad = accepted(failures).filter(|name| !is_of_success(name));
    media::accept(accepted(successes).chain(bad))
}

fn accepted<'a>(responses: &'a [Planned<'_>]) -> impl Iterator<Item = &'a str> {
    let bodies = responses.iter().filter_map(|each| each.body.as_ref());
    bodies.flat_map(|body| body.accepted.iter().copied())
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

/// One type where there is one; told apart by status where there are several.
fn outcome(responses: &[Planned<'_>], head: impl FnOnce() -> StatusEnumHead) -> Outcome {
    let mut types: Vec<Option<&Type>> = Vec::new();
    for planned in responses {
        if !types.contains(&planned.ty()) {
            types.push(planned.ty());
        }
    }
    match types.as_slice() {
        [] | [None] => Outcome::Unit,
        [Some(ty)] => Outcome::Body((*ty).clone()),
        _ => {
            let mut scope = Scope::default();
            let variants = responses.iter().map(|planned| StatusVariant {
                ident: scope.allocate(&[Ident::pascal(status_words(planned.response.status))]),
                docs: variant_docs(planned.response),
                body: planned.ty().cloned(),
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

/// On one line with the status where that is all.
fn variant_docs(response: &Response) -> Docs {
    let Response {
        status,
        description,
        ..
    } = response;
    let lines = crate::docs::markdown(description);
    let is_sentence = lines.first().is_some_and(|line| {
        line.starts_with(char::is_alphanumeric) && !lines.contains(&String::new())
    });
    if is_sentence {
        return crate::docs::markdown(&format!("`{status}`: {description}"));
    }
    let mut docs = vec![format!("`{status}`")];
    super::text::add_paragraph(&mut docs, description);
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
            body: planned.body.as_ref().map(|body| body.reading),
            variant,
        })
        .collect();
    let is_good = |arm: &Arm| {
        matches!(
            arm.status,
            ArmStatus::Exact(200..=299) | ArmStatus::Range(2)
        )
    };
    // It also comes where a redirect is followed.
    if success && !arms.iter().any(is_good) {
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
