//! Which operations are wanted.

use super::Selection;
use super::operations::Route;
use crate::config::{Selector, SelectorKind};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};

/// What stands for all operations where something is said of each.
pub(super) const EVERYTHING: &str = "*";

/// The routes that `selection` wants, in document order.
pub(super) fn select(
    routes: Vec<Route>,
    selection: Selection<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<Route> {
    let Selection {
        include,
        exclude,
        idempotent,
        pages,
    } = selection;
    let pages = pages.iter().map(|(selector, _)| selector);
    let pages = pages.filter(|it| it.as_str() != EVERYTHING);
    let lists = [include, exclude, idempotent].into_iter().flatten();
    for selector in lists.chain(pages) {
        if !routes.iter().any(|route| matches(selector, route)) {
            diagnostics.push(unknown(selector, &routes));
        }
    }
    let wanted = |route: &Route| {
        let included = include.is_empty() || include.iter().any(|it| matches(it, route));
        included && !exclude.iter().any(|it| matches(it, route))
    };
    routes.into_iter().filter(wanted).collect()
}

/// Whether the selector means this operation.
pub(super) fn matches(selector: &Selector, route: &Route) -> bool {
    match selector.kind() {
        SelectorKind::Tag(tag) => route.tags.iter().any(|name| name == tag),
        SelectorKind::Route { method, path } => {
            route.method.as_str().eq_ignore_ascii_case(method) && route.path == path
        }
        SelectorKind::Id(id) => route.id.as_deref() == Some(id),
    }
}

fn unknown(selector: &Selector, routes: &[Route]) -> Diagnostic {
    let text = selector.as_str();
    let (what, candidates): (_, Vec<String>) = match selector.kind() {
        SelectorKind::Tag(_) => {
            let tags = routes.iter().flat_map(|route| &route.tags);
            (
                "no operation has the tag",
                tags.map(|tag| format!("tag:{tag}")).collect(),
            )
        }
        SelectorKind::Route { .. } => {
            let places = routes
                .iter()
                .map(|route| format!("{} {}", route.method, route.path));
            ("there is no operation", places.collect())
        }
        SelectorKind::Id(_) => {
            let ids = routes.iter().filter_map(|route| route.id.clone());
            ("no operation has the id", ids.collect())
        }
    };
    let name = text.strip_prefix("tag:").unwrap_or(text);
    let closest = candidates
        .iter()
        .map(|candidate| (strsim::jaro_winkler(text, candidate), candidate))
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .filter(|(score, _)| *score > 0.8);
    let help = match closest {
        Some((_, candidate)) => format!("did you mean `{candidate}`?"),
        None => "`codegen inspect` lists the operations and their tags; \
                 a selector is an operation id, `METHOD /path` or `tag:NAME`"
            .to_owned(),
    };
    let diagnostic =
        Diagnostic::error(Code::UnknownSelector, format!("{what} `{name}`")).help(help);
    match selector.place() {
        Some((source, span)) => diagnostic.at_span(source, span),
        None => diagnostic,
    }
}
