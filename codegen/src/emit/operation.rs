//! The tables beside the requests: what each sends, and what is made of its answers.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::ty::{self, Imports};
use super::{Paths, SourceFile, argument, pages};
use crate::names::Ident;
use crate::plan::{Arm, ArmStatus, BodyForm, Method, Module, Outcome, Reading, Type};

/// The file of all tables of one tag.
pub(super) fn wire(path: String, module: &Module, paths: Paths) -> SourceFile<'_> {
    let methods = &module.methods;
    let has_errors = methods.iter().any(|method| error_enum(method).is_some());
    SourceFile::dense(path, move || head(methods, paths))
        .items(methods, operation)
        .items(has_errors.then_some(module), |module: &Module| {
            let errors = module.methods.iter().filter_map(error_enum);
            quote!(runtime::error_bodies!(#(super::#errors),*);)
        })
}

fn head(methods: &[Method], paths: Paths) -> TokenStream {
    let runtime = paths.named_runtime(2);
    let imports = Imports::of(methods.iter().flat_map(types)).tokens_at(2, paths);
    let models = methods
        .iter()
        .flat_map(types)
        .any(|ty| ty.model().is_some());
    let models = models.then(|| quote!(models,));
    let headers = methods.iter().any(|method| method.headers.is_some());
    let headers = headers.then(|| quote!(headers,));
    let mut alternatives = methods.iter().flat_map(|method| &method.security);
    let security = alternatives.any(|schemes| !schemes.is_empty());
    let security = security.then(|| quote!(security,));
    quote! {
        //! How each request is sent, and its answers read.
        #imports
        #runtime
        use super::super::{API, #headers #models #security};
    }
}

/// What an error of the operation carries where the status decides.
fn error_enum(method: &Method) -> Option<&Ident> {
    match &method.failure {
        Outcome::Several(item) => Some(&item.name),
        Outcome::Unit | Outcome::Body(_) => None,
    }
}

/// The types that the tables name.
fn types(method: &Method) -> impl Iterator<Item = &Type> {
    [&method.output, &method.failure]
        .into_iter()
        .filter_map(|outcome| match outcome {
            Outcome::Body(ty) => Some(ty),
            Outcome::Unit | Outcome::Several(_) => None,
        })
        .chain(method.pages.iter().map(|pages| &pages.item))
}

fn operation(method: &Method) -> TokenStream {
    let (function, request) = (&method.function, &method.request);
    let output = outcome(&method.output);
    let failure = match &method.failure {
        Outcome::Unit => quote!(runtime::Untyped),
        documented => outcome(documented),
    };
    let id = &method.operation;
    let http_method = format_ident!("{}", method.http_method);
    let path = &method.path;
    let server = method.server.iter();
    let server = server.map(|server| quote!(, server = #server));
    let pages = method.pages.iter().map(pages::pages);
    let options = options(method);
    let streamed = merged(streamed(method), |one, next| {
        one.media_types == next.media_types
    });
    let streamed: Vec<_> = streamed.iter().map(|same| matched(same)).collect();
    let streams = (!streamed.is_empty()).then(|| quote!(; streams = #(#streamed),*));
    let arms = merged(&method.arms, is_alike)
        .into_iter()
        .map(|same| arm(&same, method));
    quote! {
        runtime::operation!(
            #function: #request => #output, #failure #(#pages)*;
            #http_method #path #(#server)*, id = #id #options: #(#arms),* #streams
        );
    }
}

/// What is not as usual about how a request is sent.
fn options(method: &Method) -> TokenStream {
    let accept = &method.accept;
    let accept = (accept != "application/json").then(|| quote!(, accept = #accept));
    let alternatives = method
        .security
        .iter()
        .map(|schemes| quote!([#(security::#schemes),*]));
    let security = (!method.security.is_empty()).then(|| quote!(, security = [#(#alternatives),*]));
    let idempotent = method.idempotent;
    let is_usual = idempotent == !matches!(method.http_method, "POST" | "PATCH");
    let idempotent = (!is_usual).then(|| quote!(, idempotent = #idempotent));
    let fields = method.body_forms().find_map(|form| match form {
        BodyForm::Form(fields) => Some(fields.as_slice()),
        _ => None,
    });
    let fields = fields.unwrap_or_default().iter();
    let fields: Vec<_> = fields
        .map(|field| argument::parameter(&field.name, field.style))
        .map(|field| quote!(runtime::#field))
        .collect();
    let form = (!fields.is_empty()).then(|| quote!(, form = [#(#fields),*]));
    let headers = method.headers.iter();
    let headers = headers.map(|name| quote!(, headers = headers::#name));
    quote!(#accept #security #idempotent #form #(#headers)*)
}

fn outcome(outcome: &Outcome) -> TokenStream {
    match outcome {
        Outcome::Unit => quote!(()),
        Outcome::Body(ty) => ty::qualified(ty),
        Outcome::Several(item) => {
            let name = &item.name;
            quote!(super::#name)
        }
    }
}

/// The arms of answers that are read as they come; where those of a status all are, the one that is for all.
fn streamed(method: &Method) -> Vec<&Arm> {
    let is_streamed = |arm: &&Arm| arm.body.is_some_and(Reading::is_streamed);
    let mut arms: Vec<_> = method.arms.iter().filter(is_streamed).collect();
    let whole = arms.iter().filter(|arm| arm.media_types.is_empty());
    let whole: Vec<_> = whole.map(|arm| arm.status).collect();
    arms.retain(|arm| arm.media_types.is_empty() || !whole.contains(&arm.status));
    arms
}

/// Neighbors that are alike.
fn merged<'a>(
    arms: impl IntoIterator<Item = &'a Arm>,
    is_alike: fn(&Arm, &Arm) -> bool,
) -> Vec<Vec<&'a Arm>> {
    let mut merged: Vec<Vec<&Arm>> = Vec::new();
    for arm in arms {
        match merged.last_mut() {
            Some(same) if same.last().is_some_and(|last| is_alike(last, arm)) => same.push(arm),
            _ => merged.push(vec![arm]),
        }
    }
    merged
}

/// Whether two arms are handled alike.
fn is_alike(one: &Arm, next: &Arm) -> bool {
    let has_none = one.variant.is_none() && next.variant.is_none();
    let reading = |arm: &Arm| (arm.success, arm.body);
    has_none
        && reading(one) == reading(next)
        && one.media_types == next.media_types
        && next.status != ArmStatus::Other
}

fn arm(same: &[&Arm], method: &Method) -> TokenStream {
    let matched = matched(same);
    // A group has at least one arm; without one there is nothing to print.
    let Some(arm) = same.first() else {
        return TokenStream::new();
    };
    let value = answer(arm, method);
    quote!(#matched => #value)
}

/// The statuses of a group, and the media types that it is for.
fn matched(same: &[&Arm]) -> TokenStream {
    let patterns = patterns(same);
    let media_types = same.first().map(|arm| arm.media_types.as_slice());
    let guard = match media_types {
        None | Some([]) => quote!(),
        Some(media_types) => quote!(if #(#media_types)|*),
    };
    quote!(#(#patterns)|* #guard)
}

/// The statuses of a group; three codes in a row and more are a range.
fn patterns(same: &[&Arm]) -> Vec<TokenStream> {
    let mut ranges: Vec<(u16, u16)> = Vec::new();
    for arm in same {
        let (low, high) = match arm.status {
            ArmStatus::Exact(code) => (code, code),
            ArmStatus::Range(first) => (first * 100, first * 100 + 99),
            ArmStatus::Other => return vec![quote!(_)],
        };
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == low => *last = high,
            _ => ranges.push((low, high)),
        }
    }
    ranges
        .into_iter()
        .map(|(low, high)| {
            let [from, to] = [low, high].map(Literal::u16_unsuffixed);
            match high - low {
                0 => quote!(#from),
                1 => quote!(#from | #to),
                _ => quote!(#from..=#to),
            }
        })
        .collect()
}

/// What is made of an answer, in the words of the runtime's macro.
fn answer(arm: &Arm, method: &Method) -> TokenStream {
    let outcome = if arm.success {
        &method.output
    } else {
        &method.failure
    };
    let variant = match (&arm.variant, outcome) {
        (Some(variant), Outcome::Several(item)) => {
            let name = &item.name;
            Some(quote!(super::#name::#variant))
        }
        _ => None,
    };
    let read = arm.body.map(|reading| match reading {
        Reading::Json => quote!(json),
        Reading::Xml => quote!(xml),
        Reading::Text => quote!(text),
        Reading::Bytes => quote!(bytes),
        Reading::JsonLines => quote!(json_lines),
        Reading::JsonSequence => quote!(json_sequence),
        Reading::Events => quote!(events),
        Reading::Stream => quote!(stream),
    });
    match (arm.success, read, variant) {
        (true, Some(read), Some(variant)) => quote!(success_with #read(#variant)),
        (true, Some(read), None) => quote!(success #read),
        (true, None, Some(variant)) => quote!(empty(#variant)),
        (true, None, None) => quote!(empty(())),
        (false, Some(read), Some(variant)) => quote!(failure_with #read(#variant)),
        (false, Some(read), None) => quote!(failure #read),
        // An error without a body says all by its status.
        (false, None, _) => quote!(undocumented),
    }
}
