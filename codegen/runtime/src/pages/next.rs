//! Which page follows another.

use http::{HeaderMap, Uri};

use super::super::error::{Error, ErrorKind};
use super::super::redirect::{origin, place};
use super::super::reference::resolve;
use super::super::request::Request;
use super::super::wire::{Parts, Slot, View, elements, members, take_apart};
use super::link;
use super::paging::{PagedBy, Paging};

/// What a page says, and what was asked for when it came.
pub(super) struct Page<'a> {
    pub(super) asked: &'a Request,
    pub(super) url: &'a Uri,
    pub(super) headers: &'a HeaderMap,
    pub(super) body: &'a dyn Slot,
}

/// What came so far.
#[derive(Default)]
pub(super) struct Count {
    /// How many items were on the pages before, those included that nobody asked for.
    before: Option<u64>,
    /// How many items the longest page had.
    longest: u64,
}

impl Paging {
    /// What asks for the next page, and what that is known by; none at the end, and an error where it is said to be where
    /// no page can be asked for.
    pub(super) fn next(&self, page: &Page<'_>, count: &mut Count) -> Result<Option<(Request, String)>, Error> {
        let has_more = text_at(page.body, self.more);
        let value = match self.by {
            PagedBy::Link => return page.at(link::next(page.headers, page.url)),
            PagedBy::Url => {
                let url = text_at(page.body, self.next);
                // What is no URL leads nowhere, which is not the end.
                return page.at(url.map(|url| resolve(page.url, &url).unwrap_or_default()));
            }
            _ if has_more.as_deref() == Some("false") => None,
            PagedBy::Cursor => text_at(page.body, self.next),
            PagedBy::LastItem => text_of_last(page.body, self.list, self.next),
            PagedBy::Page | PagedBy::Offset => self.number(page, has_more.is_some(), count),
        };
        Ok(value.map(|value| {
            let asked = page.asked.clone().query(self.parameter, &value.as_str());
            (asked, value)
        }))
    }

    /// The number of the next page, or of its first item; none where the page is the last one.
    ///
    /// It is where it is empty, or the answer says so; where that says nothing, also if it is shorter than one before, or
    /// than pages are: which only the description can tell, since servers may give fewer items than they are asked for.
    fn number(&self, page: &Page<'_>, has_more: bool, count: &mut Count) -> Option<String> {
        let came = length_at(page.body, self.list);
        let number = page.asked.query_number(self.parameter).unwrap_or(self.first);
        let (size, usual, most) = self.size;
        let size = match page.asked.query_number(size) {
            Some(asked) => Some(asked).filter(|asked| *asked <= most),
            None => Some(usual).filter(|usual| *usual > 0),
        };
        let passed = number.saturating_sub(self.first);
        let (step, passed_items) = match self.by {
            PagedBy::Offset => (came, passed),
            _ => (1, passed.saturating_mul(size.unwrap_or(came))),
        };
        let so_far = count.before.unwrap_or(passed_items).saturating_add(came);
        count.before = Some(so_far);
        let longest = count.longest;
        count.longest = longest.max(came);
        let (pages, total) = (number_at(page.body, self.pages), number_at(page.body, self.total));
        let is_last = match (pages, total) {
            _ if has_more => false,
            (Some(pages), _) => passed.saturating_add(1) >= pages,
            (_, Some(total)) => so_far >= total,
            _ => came < longest || size.is_some_and(|size| came < size),
        };
        (came > 0 && !is_last).then(|| number.saturating_add(step).to_string())
    }
}

impl Page<'_> {
    /// What asks for the next page at a URL, which must be where the credential may go.
    fn at(&self, url: Option<Uri>) -> Result<Option<(Request, String)>, Error> {
        let Some(url) = url else { return Ok(None) };
        let (here, there) = (origin(self.url), origin(&url));
        if there.is_none() || here != there {
            let message = match place(&url) {
                Some(place) => format!("the next page is said to be at `{place}`, another origin"),
                None => "the next page is said to be where no URL leads".to_owned(),
            };
            return Err(Error::new(ErrorKind::PageElsewhere, message));
        }
        let name = url.to_string();
        let mut request = self.asked.clone();
        request.parts.url = Some(url);
        Ok(Some((request, name)))
    }
}

/// The value at a path as a text, if it is there and not empty.
fn text_at(slot: &dyn Slot, path: &str) -> Option<String> {
    let mut found = None;
    show(slot.view(), path, &mut |view| found = text(view));
    found
}

/// The value at a path as a number, if it is a whole one that is not negative.
fn number_at(slot: &dyn Slot, path: &str) -> Option<u64> {
    text_at(slot, path)?.parse().ok()
}

/// How many items the list at a path has; one that is not there has none.
fn length_at(slot: &dyn Slot, path: &str) -> u64 {
    let mut length = 0;
    show_each(slot, path, &mut |_| length += 1);
    length
}

/// A member of the last item in the list at a path, as a text.
fn text_of_last(slot: &dyn Slot, path: &str, member: &str) -> Option<String> {
    let mut found = None;
    show_each(slot, path, &mut |item| {
        found = None;
        show(item, member, &mut |view| found = text(view));
    });
    found
}

// What only looks cannot fail, and what has no text is none.

fn show_each(slot: &dyn Slot, path: &str, see: &mut dyn FnMut(View<'_>)) {
    show(slot.view(), path, &mut |list| {
        let _ = elements(&list, &mut |item| {
            see(item);
            Ok(())
        });
    });
}

/// Shows what stands at a path, if anything does. A name may hold dots itself: `@odata.nextLink`.
fn show(view: View<'_>, path: &str, see: &mut dyn FnMut(View<'_>)) {
    if path.is_empty() {
        return see(view);
    }
    let _ = members(&view, &mut |name, member| {
        if let Some(rest) = path.strip_prefix(name) {
            match rest.strip_prefix('.') {
                Some(rest) if !rest.is_empty() => show(member, rest, see),
                _ if rest.is_empty() => see(member),
                _ => {}
            }
        }
        Ok(())
    });
}

fn text(view: View<'_>) -> Option<String> {
    let mut found = None;
    let _ = take_apart(view, &mut |parts| {
        if let Parts::Text(text) = parts {
            found = Some(text.into_owned()).filter(|text| !text.is_empty());
        }
        Ok(())
    });
    found
}
