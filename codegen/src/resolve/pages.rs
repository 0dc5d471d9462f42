//! What is said of how lists come page by page: by the configuration, or by an extension of the operation.

use serde_json::Value;

use super::Resolver;
use super::operations::Route;
use super::select::{EVERYTHING, matches};
use crate::config::{Paging, PagingBy, Selector};
use crate::diagnostics::{Code, Diagnostic};
use crate::model::{Pages, PagesPlace};
use crate::pointer::JsonPointer;

/// Says it in the words of the configuration.
const OWN: &str = "x-pages";

/// Names the member that holds the URL of the next page, and the list.
const AUTOREST: &str = "x-ms-pageable";

/// Says it in words of its own.
const SPEAKEASY: &str = "x-speakeasy-pagination";

/// What is said of an operation: what the configuration says of it comes before what the description says, and what it
/// says of all operations behind.
pub(super) fn said(
    resolver: &mut Resolver<'_>,
    route: &Route,
    config: &[(Selector, Option<Paging>)],
) -> Option<Pages> {
    let own = config
        .iter()
        .find(|(selector, _)| selector.as_str() != EVERYTHING && matches(selector, route));
    if let Some((selector, paging)) = own {
        let place = PagesPlace::Config(selector.place());
        return Some(pages(paging.clone(), place));
    }
    if let Some(extended) = extended(resolver, &route.pointer) {
        return Some(extended);
    }
    let usual = config.iter().find(|(it, _)| it.as_str() == EVERYTHING);
    usual.map(|(_, paging)| paging.clone().map_or(Pages::Never, Pages::Usual))
}

fn pages(paging: Option<Paging>, place: PagesPlace) -> Pages {
    match paging {
        Some(paging) => Pages::Said { paging, place },
        None => Pages::Never,
    }
}

/// What the first extension says that is there.
fn extended(resolver: &mut Resolver<'_>, operation: &JsonPointer) -> Option<Pages> {
    let members = resolver.document.get(operation)?.as_object()?;
    let mut names = [OWN, AUTOREST, SPEAKEASY].into_iter();
    let (name, value) = names.find_map(|name| Some((name, members.get(name)?)))?;
    let pointer = operation.child(name);
    let paging = match name {
        AUTOREST => Ok(autorest(value)),
        SPEAKEASY => speakeasy(value).map(Some),
        _ => Paging::read(value.clone()),
    };
    match paging {
        Ok(paging) => Some(pages(paging, PagesPlace::Extension(pointer))),
        Err(message) => {
            let help = "the list is not given page by page; the README says what can be written";
            let diagnostic = Diagnostic::warning(Code::UnusablePages, message);
            resolver.warn(diagnostic.at(&pointer).help(help));
            Some(Pages::Never)
        }
    }
}

/// `nextLinkName` holds the URL; where it is null, there is one page only.
fn autorest(value: &Value) -> Option<Paging> {
    let text = |name: &str| value.get(name)?.as_str().map(str::to_owned);
    Some(Paging {
        next: Some(text("nextLinkName")?),
        items: text("itemName"),
        ..Paging::by(PagingBy::Url)
    })
}

/// `type` is the way, `inputs` are parameters, and `outputs` paths of members.
fn speakeasy(value: &Value) -> Result<Paging, String> {
    let input = |kind: &str| {
        let mut inputs = value.get("inputs")?.as_array()?.iter();
        let input = inputs.find(|input| input["type"] == kind && input["in"] == "parameters")?;
        input["name"].as_str().map(str::to_owned)
    };
    let output = |name: &str| -> Result<Option<String>, String> {
        match value.pointer(&format!("/outputs/{name}")) {
            None => Ok(None),
            Some(path) => {
                let path = path.as_str().and_then(|path| path.strip_prefix('$'));
                let path = path.filter(|path| !path.contains(['[', '*', '?', '(']));
                let message = format!("the path of `{name}` leads not to a member alone");
                let path = path.ok_or(message)?.trim_start_matches('.');
                Ok(Some(path.to_owned()))
            }
        }
    };
    let (by, parameter, next) = match value["type"].as_str() {
        Some("url") => (PagingBy::Url, None, output("nextUrl")?),
        Some("cursor") => (PagingBy::Cursor, input("cursor"), output("nextCursor")?),
        Some("offsetLimit") => match (input("page"), input("offset")) {
            (None, None) => return Err("neither `page` nor `offset` is a parameter".to_owned()),
            (None, offset) => (PagingBy::Offset, offset, None),
            (page, _) => (PagingBy::Page, page, None),
        },
        _ => return Err("the `type` is none of `url`, `cursor` and `offsetLimit`".to_owned()),
    };
    Ok(Paging {
        items: output("results")?.filter(|path| !path.is_empty()),
        next,
        parameter,
        size: input("limit"),
        pages: output("numPages")?,
        ..Paging::by(by)
    })
}
