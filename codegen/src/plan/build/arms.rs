//! What each status means: the type that an operation gives, and the type that it fails with.

use super::media::{self, Form};
use super::methods::Context;
use super::statuses;
use crate::model::{Method, Operation, Response, StatusPattern};
use crate::names::{Ident, Scope};
use crate::plan::{Arm, ArmStatus, Docs, Outcome, OutcomeEnum, OutcomeVariant, Type};

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
}

/// A response whose body is decided on.
struct Planned<'a> {
    response: &'a Response,
    /// The forms that its body may take; none where it has none.
    forms: Vec<Form<'a>>,
}

impl Planned<'_> {
    fn types(&self) -> Vec<&Type> {
        self.forms.iter().map(|form| &form.ty).collect()
    }
}

/// Decides what comes back from `request`, whose module's types are named in `scope`.
pub(super) fn answers(
    context: &mut Context<'_>,
    operation: &Operation,
    request: &Ident,
    scope: &mut Scope,
) -> Answers {
    let (successes, failures) = planned(context, operation);
    let mut name = |suffix| {
        let plain = request.suffixed(suffix);
        scope.allocate(&[plain.clone(), plain.suffixed("Body")])
    };
    let output = outcome(&successes, || EnumHead {
        name: name("Output"),
        words: format!("What [`{request}`] gives"),
    });
    let failure = outcome(&failures, || EnumHead {
        name: name("Error"),
        words: format!("What came with an error of [`{request}`]"),
    });
    let mut all = arms(&successes, &output, true);
    all.extend(arms(&failures, &failure, false));
    all.sort_by_key(|arm| rank(arm.status));
    Answers {
        accept: accept(&successes, &failures),
        output,
        failure,
        arms: all,
    }
}

/// The documented responses, good and bad, with the body of each.
fn planned<'a>(
    context: &mut Context<'_>,
    operation: &'a Operation,
) -> (Vec<Planned<'a>>, Vec<Planned<'a>>) {
    let (mut successes, mut failures) = (Vec::new(), Vec::new());
    for response in &operation.responses {
        let success = is_success(operation, response.status);
        let empty = is_empty(operation.method, response.status)
            || (success && is_redirect(response.status));
        let (forms, warning) = match (empty, success) {
            (true, _) => (Vec::new(), None),
            (false, true) => (media::forms(context, response), None),
            (false, false) => media::error_forms(context, response),
        };
        // Many operations share a response.
        if let Some(warning) = warning {
            context.diagnostics.push_once(warning);
        }
        if success {
            successes.push(Planned { response, forms });
        } else if !forms.is_empty() {
            // Without a body there is nothing to tell that the status does not.
            failures.push(Planned { response, forms });
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
    let forms = responses.iter().flat_map(|each| &each.forms);
    forms.flat_map(Form::media_types)
}

/// What an enum of several outcomes is called, and what is said about it.
struct EnumHead {
    name: Ident,
    words: String,
}

/// Exact codes come before ranges, and everything else last.
fn rank(status: ArmStatus) -> (u8, u16) {
    match status {
        ArmStatus::Exact(code) => (0, code),
        ArmStatus::Range(first) => (1, first),
        ArmStatus::Other => (2, 0),
    }
}

/// One type where there is one; told apart by status or by media type where there are several.
fn outcome(responses: &[Planned<'_>], head: impl FnOnce() -> EnumHead) -> Outcome {
    let mut all: Vec<Vec<&Type>> = Vec::new();
    for planned in responses {
        let types = planned.types();
        if !all.contains(&types) {
            all.push(types);
        }
    }
    let alike: Vec<_> = all.iter().map(Vec::as_slice).collect();
    let (told_apart, variants) = match alike.as_slice() {
        [] | [[]] => return Outcome::Unit,
        [[ty]] => return Outcome::Body((*ty).clone()),
        [_] => ("media type", by_media_type(responses)),
        _ => {
            let has_forms = alike.iter().any(|types| types.len() > 1);
            let told_apart = if has_forms {
                "status and media type"
            } else {
                "status"
            };
            (told_apart, by_status(responses))
        }
    };
    let EnumHead { name, words } = head();
    Outcome::Several(OutcomeEnum {
        name,
        docs: vec![format!("{words}, told apart by {told_apart}.")],
        variants,
    })
}

/// A variant for each form, which all responses have.
fn by_media_type(responses: &[Planned<'_>]) -> Vec<OutcomeVariant> {
    let mut scope = Scope::default();
    let forms = responses
        .first()
        .into_iter()
        .flat_map(|planned| &planned.forms);
    let variants = forms.map(|form| OutcomeVariant {
        ident: scope.allocate(&[Ident::pascal(&media::form_words(form))]),
        docs: match responses {
            [planned] => variant_docs(&spans(form), &planned.response.description),
            _ => vec![spans(form)],
        },
        body: Some(form.ty.clone()),
    });
    variants.collect()
}

/// A variant for each status: the first form of a body has its name, and any other has its own behind it.
fn by_status(responses: &[Planned<'_>]) -> Vec<OutcomeVariant> {
    let mut scope = Scope::default();
    let mut variants = Vec::new();
    for Planned { response, forms } in responses {
        let words = statuses::words(response.status);
        let status = crate::docs::code_span(&response.status.to_string());
        variants.push(OutcomeVariant {
            ident: scope.allocate(&[Ident::pascal(words)]),
            docs: variant_docs(&status, &response.description),
            body: forms.first().map(|form| form.ty.clone()),
        });
        variants.extend(forms.iter().skip(1).map(|form| OutcomeVariant {
            ident: scope.allocate(&[Ident::pascal(&format!(
                "{words} {}",
                media::form_words(form)
            ))]),
            docs: vec![format!("{status} in {}", spans(form))],
            body: Some(form.ty.clone()),
        }));
    }
    variants
}

/// The media types of a form.
fn spans(form: &Form<'_>) -> String {
    let names: Vec<_> = form.media_types().map(crate::docs::code_span).collect();
    names.join(", ")
}

/// On one line with what it is for where that is all.
fn variant_docs(head: &str, description: &str) -> Docs {
    let lines = crate::docs::markdown(description);
    let is_sentence = lines.first().is_some_and(|line| {
        line.starts_with(char::is_alphanumeric) && !lines.contains(&String::new())
    });
    if is_sentence {
        return crate::docs::markdown(&format!("{head}: {description}"));
    }
    let mut docs = vec![head.to_owned()];
    super::text::add_paragraph(&mut docs, description);
    docs
}

/// What each status means, in which media types: those that are told apart come before what is left.
fn arms(responses: &[Planned<'_>], outcome: &Outcome, success: bool) -> Vec<Arm> {
    let variants: &[OutcomeVariant] = match outcome {
        Outcome::Several(item) => &item.variants,
        Outcome::Unit | Outcome::Body(_) => &[],
    };
    // Either each response has variants of its own, or all have the same.
    let variants_needed = responses.iter().map(|planned| planned.forms.len().max(1));
    let are_shared = variants_needed.sum::<usize>() > variants.len();
    let mut arms = Vec::new();
    let mut next = 0;
    for planned in responses {
        let variant = |form: usize| Some(variants.get(next + form)?.ident.clone());
        arms.extend(response_arms(planned, variant, success));
        if !are_shared {
            next += planned.forms.len().max(1);
        }
    }
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
            media_types: Vec::new(),
            success,
            body: None,
            variant: None,
        });
    }
    arms
}

/// The arms of one response, whose forms become these variants.
fn response_arms(
    planned: &Planned<'_>,
    variant: impl Fn(usize) -> Option<Ident>,
    success: bool,
) -> Vec<Arm> {
    let status = match planned.response.status {
        StatusPattern::Exact(code) => ArmStatus::Exact(code),
        StatusPattern::Range(first) => ArmStatus::Range(first),
        StatusPattern::Default if success => ArmStatus::Range(2),
        StatusPattern::Default => ArmStatus::Other,
    };
    let arm = |media_types, body, variant| Arm {
        status,
        media_types,
        success,
        body,
        variant,
    };
    if planned.forms.is_empty() {
        return vec![arm(Vec::new(), None, variant(0))];
    }
    let forms = planned.forms.iter().enumerate();
    let readings: Vec<_> = forms
        .flat_map(|(form, it)| it.readings.iter().map(move |reading| (form, reading)))
        .collect();
    let names: Vec<_> = readings
        .iter()
        .map(|(_, (_, names))| names.as_slice())
        .collect();
    let mut arms: Vec<_> = readings
        .iter()
        .enumerate()
        .map(|(index, (form, (reading, _)))| {
            let media_types = media::told_apart(&names, index);
            arm(media_types, Some(*reading), variant(*form))
        })
        .collect();
    // What is left of a status comes last.
    arms.rotate_left(1);
    arms
}
