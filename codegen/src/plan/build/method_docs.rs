//! What is said about a request function.

use super::arms::{self, Answers};
use super::bodies::Carried;
use super::methods::Context;
use super::{arguments, own_servers, text};
use crate::model::{Operation, Response};
use crate::plan::{Docs, Outcome};

/// All of it: what it is for, where it goes, what it takes and how it fails.
pub(super) fn docs(
    context: &Context<'_>,
    operation: &Operation,
    carried: &Carried,
    answers: &Answers,
) -> Docs {
    let route = crate::docs::code_span(&format!("{} {}", operation.method, operation.path));
    let mut docs = headline(operation.summary.as_deref().unwrap_or_default(), route);
    text::add_paragraph(
        &mut docs,
        operation.description.as_deref().unwrap_or_default(),
    );
    if let Some(server) = own_servers::server(context.api, operation) {
        let host = if server.starts_with('/') {
            ", on the same host"
        } else {
            ""
        };
        let server = crate::docs::code_span(&server);
        text::add_line(&mut docs, format!("Served at {server}{host}."));
    }
    if let Some(scopes) = scopes(operation) {
        text::add_line(&mut docs, scopes);
    }
    let arguments = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required);
    let arguments = arguments.map(|parameter| {
        let asked = arguments::asked(context, parameter);
        (
            crate::docs::code_span(&parameter.name),
            text::argument_docs(parameter, &asked),
        )
    });
    let parts = carried.parts.iter().filter(|(_, required)| *required);
    let parts = parts.map(|(part, _)| (format!("`{}`", part.ident), part.docs.clone()));
    // What has no words of its own is documented where its type is.
    let body = operation.request_body.iter().filter_map(|body| {
        let words = body.description.as_deref().filter(|_| body.required)?;
        let planned = carried.body.as_ref()?;
        Some((format!("`{}`", planned.ident), crate::docs::markdown(words)))
    });
    add_list(&mut docs, "# Arguments", arguments.chain(parts).chain(body));
    let failed = |response: &&Response| !arms::is_success(operation, response.status);
    let responses = operation.responses.iter().filter(failed);
    let errors = responses.map(|each| {
        (
            format!("`{}`", each.status),
            crate::docs::markdown(&each.description),
        )
    });
    if !matches!(answers.failure, Outcome::Unit) {
        add_list(&mut docs, "# Documented errors", errors);
    }
    docs
}

/// What a token must be good for, in any of these ways.
fn scopes(operation: &Operation) -> Option<String> {
    let alternatives = operation.security.iter().map(|requirement| {
        let scopes = requirement.schemes.values().flatten();
        let scopes: Vec<_> = scopes.map(|it| crate::docs::code_span(it)).collect();
        scopes.join(" and ")
    });
    let mut ways: Vec<String> = Vec::new();
    for scopes in alternatives {
        if !scopes.is_empty() && !ways.contains(&scopes) {
            ways.push(scopes);
        }
    }
    (!ways.is_empty()).then(|| format!("Scopes: {}.", ways.join(", or ")))
}

/// What a function is for, and where it goes: on one line where both fit.
fn headline(summary: &str, route: String) -> Docs {
    let mut docs = crate::docs::markdown(summary);
    if let [line] = docs.as_mut_slice() {
        let words = line.trim_end_matches('.').to_owned();
        let ends_plainly = words.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | '`'));
        if ends_plainly && words.chars().count() + route.len() < text::WIDTH {
            *line = format!("{words}: {route}");
            return docs;
        }
        if line.ends_with(char::is_alphanumeric) {
            line.push('.');
        }
    }
    text::add_line(&mut docs, route);
    docs
}

pub(super) fn add_list(
    docs: &mut Docs,
    heading: &str,
    items: impl Iterator<Item = (String, Docs)>,
) {
    let mut items = items.peekable();
    if items.peek().is_none() {
        return;
    }
    text::add_line(docs, heading.to_owned());
    for (name, words) in items {
        let line: Vec<_> = words
            .iter()
            .take_while(|line| !line.is_empty())
            .map(String::as_str)
            .collect();
        match line.as_slice() {
            [] => docs.push(format!("- {name}")),
            _ => docs.push(format!("- {name}: {}", line.join(" "))),
        }
    }
}
