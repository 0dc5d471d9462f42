//! What is said about a request function.

use super::arms::{self, Answers};
use super::bodies::Carried;
use super::methods::Context;
use super::{own_servers, text};
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
    let arguments = arguments_of(context, operation, carried);
    // A list of its own, and not more of the description's.
    if !arguments.is_empty() {
        if docs.last().is_some_and(|line| ends_list(line)) {
            text::add_line(&mut docs, "# Arguments".to_owned());
        } else {
            docs.push(String::new());
        }
    }
    add_items(&mut docs, arguments);
    let failed = |response: &&Response| !arms::is_success(operation, response.status);
    let responses = operation.responses.iter().filter(failed);
    let errors = responses.map(|each| {
        (
            format!("`{}`", each.status),
            crate::docs::markdown(&each.description),
        )
    });
    match &answers.failure {
        Outcome::Unit => {}
        Outcome::Body(_) => add_errors(&mut docs, errors.collect()),
        Outcome::Several(item) => {
            let line = format!("Documented errors: those of [`{}`].", item.name.as_str());
            text::add_line(&mut docs, line);
        }
    }
    docs
}

/// What the function takes, each with its name.
fn arguments_of(
    context: &Context<'_>,
    operation: &Operation,
    carried: &Carried,
) -> Vec<(String, Docs)> {
    let arguments = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required);
    let arguments = arguments.map(|parameter| {
        (
            crate::docs::code_span(&parameter.name),
            context.parameters.in_a_list(parameter),
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
    arguments.chain(parts).chain(body).collect()
}

/// Adds the documented errors: on one line where they fit.
fn add_errors(docs: &mut Docs, errors: Vec<(String, Docs)>) {
    let words = errors.iter().map(|(status, words)| match words.as_slice() {
        [] => Some(status.clone()),
        [line] => Some(format!("{status} ({})", line.trim_end_matches('.'))),
        _ => None,
    });
    let line = words.collect::<Option<Vec<_>>>();
    let line = line.map(|words| format!("Documented errors: {}.", words.join(", ")));
    if let Some(line) = line.filter(|line| line.chars().count() <= text::WIDTH) {
        return text::add_line(docs, line);
    }
    add_list(docs, "# Documented errors", errors.into_iter());
}

/// Whether a list that follows this line would be taken for more of it.
fn ends_list(line: &str) -> bool {
    line.starts_with(|c: char| c.is_whitespace() || c.is_ascii_digit() || "-*+".contains(c))
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

/// What a function is for, and where it goes: on one line where both fit, and in one paragraph where both are plain.
fn headline(summary: &str, route: String) -> Docs {
    let mut docs = crate::docs::markdown(summary);
    if let [line] = docs.as_mut_slice() {
        let words = line.trim_end_matches('.').to_owned();
        let ends_plainly = words.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | '`'));
        if ends_plainly && words.chars().count() + route.len() < text::WIDTH {
            *line = format!("{words}: {route}");
            return docs;
        }
        if ends_plainly && words.starts_with(char::is_alphabetic) {
            *line = format!("{words}:");
            docs.push(route);
            return docs;
        }
        if line.ends_with(char::is_alphanumeric) {
            line.push('.');
        }
    }
    text::add_line(&mut docs, route);
    docs
}

/// Adds a list under a heading, if there is anything to list.
pub(super) fn add_list(
    docs: &mut Docs,
    heading: &str,
    items: impl Iterator<Item = (String, Docs)>,
) {
    let items: Vec<_> = items.collect();
    if !items.is_empty() {
        text::add_line(docs, heading.to_owned());
        add_items(docs, items);
    }
}

fn add_items(docs: &mut Docs, items: Vec<(String, Docs)>) {
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
