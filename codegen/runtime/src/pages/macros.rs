//! What the request of a list has that comes page by page.

/// Lets a list be asked for page by page: a way of [`PagedBy`](super::PagedBy), and what is not usual of
/// [`Paging`](super::Paging). Where the page is not the list itself, the items and the member that is it stand in front.
///
/// ```text
/// Page(models::Runner: runners, total = "total_count")
/// Link(models::Runner: |page| page.data?.runners)
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __paged {
    ($request:ident $way:ident ($item:ty: $list:ident $($said:tt)*)) => {
        runtime::paged!($request $way ($item: |page| ::core::convert::Into::into(page.$list), list = ::core::stringify!($list) $($said)*));
    };
    ($request:ident $way:ident ($($said:ident = $value:expr),*)) => {
        runtime::paged!($request $way (<<$request as runtime::Operation>::Output as ::core::iter::IntoIterator>::Item:
            |page| ::core::option::Option::Some(page) $(, $said = $value)*));
    };
    ($request:ident $way:ident ($item:ty: |$page:ident| $items:expr $(, $said:ident = $value:expr)*)) => {
        impl runtime::Paged for $request {
            type Item = $item;

            const PAGING: &'static runtime::Paging = &runtime::Paging {
                by: runtime::PagedBy::$way,
                $($said: $value,)*
                ..runtime::Paging::USUAL
            };

            const ITEMS: fn(Self::Output) -> ::core::option::Option<::std::vec::Vec<$item>> = |$page| $items;
        }

        /// The list comes page by page.
        impl $request {
            /// All pages: each is a call of its own, and made when it is wanted.
            #[inline]
            pub fn pages(self, client: &runtime::Client) -> runtime::Pages<Self> {
                runtime::Pages::new(self, client)
            }

            /// The items of all [`pages`](Self::pages).
            #[inline]
            pub fn items(self, client: &runtime::Client) -> runtime::Items<Self> {
                runtime::Items::new(self, client)
            }

            /// As [`pages`](Self::pages), for programs that wait.
            #[inline]
            pub fn pages_blocking(self, client: &runtime::Client) -> runtime::BlockingIter<runtime::Pages<Self>> {
                runtime::Pages::new(self, client).waited_for()
            }

            /// As [`items`](Self::items), for programs that wait.
            #[inline]
            pub fn items_blocking(self, client: &runtime::Client) -> runtime::BlockingIter<runtime::Items<Self>> {
                runtime::Items::new(self, client).waited_for()
            }
        }
    };
}

pub use __paged as paged;
