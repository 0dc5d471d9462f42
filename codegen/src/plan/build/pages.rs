//! Which lists come page by page, and what says which page is next.

mod subject;
mod usual;

use std::collections::BTreeMap;

use self::subject::{List, Subject};
use crate::config::{Paging, PagingBy};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::{self, Api, Operation, PagesPlace};
use crate::plan::{ClientCrate, PageSize, Pages, PagesWay};

/// The ways, in the order in which they are looked for where nobody says which it is.
const WAYS: [PagingBy; 6] = [
    PagingBy::Link,
    PagingBy::Url,
    PagingBy::Cursor,
    PagingBy::LastItem,
    PagingBy::Page,
    PagingBy::Offset,
];

/// Decides it for every operation; what does not fit is reported, and costs nothing else.
pub(super) fn decide(api: &Api, krate: &mut ClientCrate, diagnostics: &mut Diagnostics) {
    let operations = api.operations.iter();
    let operations: BTreeMap<String, &Operation> = operations.map(|it| (it.label(), it)).collect();
    let models = krate.models.iter().map(|item| (item.name(), item));
    let models = models.collect();
    for method in krate.modules.iter_mut().flat_map(|it| &mut it.methods) {
        let Some(operation) = operations.get(&method.operation) else {
            continue;
        };
        let subject = Subject::new(api, &models, operation, method);
        let pages = match &operation.pages {
            Some(model::Pages::Never) => None,
            Some(model::Pages::Said { paging, place }) => {
                match subject.and_then(|subject| said(&subject, paging)) {
                    Ok(pages) => Some(pages),
                    Err(message) => {
                        diagnostics.push(unusable(message, place).operation(operation.label()));
                        None
                    }
                }
            }
            Some(model::Pages::Usual(paging)) => subject.ok().and_then(|subject| {
                let usual = said(&subject, paging).ok();
                usual.or_else(|| inferred(&subject))
            }),
            None => subject.ok().and_then(|subject| inferred(&subject)),
        };
        method.pages = pages;
    }
}

fn unusable(message: String, place: &PagesPlace) -> Diagnostic {
    let diagnostic = Diagnostic::warning(Code::UnusablePages, message)
        .help("the operation is there all the same, and gives one page");
    match place {
        PagesPlace::Config(None) => diagnostic,
        PagesPlace::Config(Some((source, span))) => diagnostic.at_span(*source, span.clone()),
        PagesPlace::Extension(pointer) => diagnostic.at(pointer),
    }
}

/// What the description makes plain.
fn inferred(subject: &Subject<'_>) -> Option<Pages> {
    let plain = WAYS.into_iter().filter(|by| match by {
        PagingBy::Link => subject.declares_link(),
        // Without a word on whether there is more, an id is only an id.
        PagingBy::LastItem => subject.member_of(usual::MORE, subject::is_flag).is_some(),
        // `offset` alone may be anything.
        PagingBy::Offset => subject
            .parameter_of(usual::SIZE, subject::is_number)
            .is_some(),
        _ => true,
    });
    plain
        .map(Paging::by)
        .find_map(|paging| said(subject, &paging).ok())
}

/// What somebody says, with what is usual where nothing is said; or what is missing.
fn said(subject: &Subject<'_>, paging: &Paging) -> Result<Pages, String> {
    let list = subject.list(paging.items.as_deref())?;
    let way = match paging.by {
        PagingBy::Link => PagesWay::Link,
        PagingBy::Url => PagesWay::Url {
            member: match &paging.next {
                Some(path) => subject.member_at(path)?,
                None => subject
                    .url_member()
                    .ok_or("the answer has no member that is known to hold the URL of a page: name it by `next`")?,
            },
        },
        PagingBy::Cursor => PagesWay::Cursor {
            parameter: parameter(subject, paging, usual::CURSOR_PARAMETERS, subject::is_cursor)?,
            member: match &paging.next {
                Some(path) => subject.member_at(path)?,
                None => subject
                    .member_of(usual::CURSORS, subject::is_single)
                    .ok_or("the answer has no member that is known to hold a cursor: name it by `next`")?,
            },
            of_last_item: false,
            more: optional(subject, paging.more.as_ref(), usual::MORE, subject::is_flag)?,
        },
        PagingBy::LastItem => last_item(subject, paging, &list)?,
        PagingBy::Page | PagingBy::Offset => number(subject, paging)?,
    };
    Ok(Pages {
        way,
        item: list.item,
        page: list.page,
        list: list.members,
        path: list.path,
    })
}

fn last_item(subject: &Subject<'_>, paging: &Paging, list: &List) -> Result<PagesWay, String> {
    let member = paging.next.as_deref().unwrap_or("id");
    if !subject.has_member(&list.item, member) {
        return Err(format!("the items have no member `{member}`"));
    }
    Ok(PagesWay::Cursor {
        parameter: parameter(
            subject,
            paging,
            usual::LAST_ITEM_PARAMETERS,
            subject::is_cursor,
        )?,
        member: member.to_owned(),
        of_last_item: true,
        more: optional(subject, paging.more.as_ref(), usual::MORE, subject::is_flag)?,
    })
}

fn number(subject: &Subject<'_>, paging: &Paging) -> Result<PagesWay, String> {
    let counts_items = paging.by == PagingBy::Offset;
    let names = if counts_items {
        usual::OFFSET_PARAMETERS
    } else {
        usual::PAGE_PARAMETERS
    };
    let parameter = parameter(subject, paging, names, subject::is_number)?;
    let range = subject.range(&parameter);
    let first = match (paging.first.or(range.usual), range.least) {
        (Some(first), _) => first,
        (None, Some(0)) if !counts_items => {
            return Err(format!(
                "`{parameter}` may be 0, but nothing says that the first page is: say it by `first`"
            ));
        }
        (None, least) if counts_items => least.unwrap_or(0),
        (None, _) => 1,
    };
    let optional = |named: &Option<_>, usual, fits| optional(subject, named.as_ref(), usual, fits);
    let total = optional(&paging.total, usual::TOTALS, subject::is_count)?;
    let pages = optional(&paging.pages, usual::PAGES, subject::is_count)?;
    let pages = pages.filter(|_| !counts_items);
    let size = match &paging.size {
        Some(name) => Some(subject.parameter_at(name)?),
        // Where the answer says how many there are, how many come at a time does not matter.
        None if total.is_some() || pages.is_some() => None,
        None => subject.parameter_of(usual::SIZE, subject::is_number),
    };
    let size = size.map(|parameter| {
        let range = subject.range(&parameter);
        PageSize {
            parameter,
            usual: range.usual.unwrap_or(0),
            most: range.most.unwrap_or(0),
        }
    });
    Ok(PagesWay::Number {
        first,
        counts_items,
        // Without a limit, a server may give fewer than it is asked for, and nobody knows.
        size: size.filter(|size| size.most > 0),
        total,
        pages,
        more: optional(&paging.more, usual::MORE, subject::is_flag)?,
        parameter,
    })
}

/// The query parameter that is named, or one that is usual.
fn parameter(
    subject: &Subject<'_>,
    paging: &Paging,
    usual: &[&str],
    fits: subject::ArgumentFits,
) -> Result<String, String> {
    match &paging.parameter {
        Some(name) => subject.parameter_at(name),
        None => subject.parameter_of(usual, fits).ok_or_else(|| {
            "there is no query parameter that is known to ask for a page: name it by `parameter`"
                .to_owned()
        }),
    }
}

/// The member that is named, or one that is usual, if there is any.
fn optional(
    subject: &Subject<'_>,
    named: Option<&String>,
    usual: &[&str],
    fits: subject::TypeFits,
) -> Result<Option<String>, String> {
    match named {
        Some(path) => subject.member_at(path).map(Some),
        None => Ok(subject.member_of(usual, fits)),
    }
}
