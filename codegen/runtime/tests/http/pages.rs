//! Lists that come page by page: how the next page is found, by each way of calling.

mod links;
mod loopback;
mod members;
mod numbers;

use crate::support::{API, BEARER, Reply, Server, TOKEN, block_on, client};
use codegen_runtime::serde_json::Value;
use codegen_runtime::{self as runtime, Body, Client, ErrorKind, Limits, Paged, Request, Untyped};
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

/// Lists, as the generator writes them.
macro_rules! lists {
    ($($name:ident: $way:ident $paging:tt;)*) => {
        $(
            #[derive(Debug, Clone)]
            struct $name(Request);

            runtime::operation!(
                $name => Value, Untyped, pages = $way $paging;
                GET "/things", id = "list", security = [[BEARER]]: 200 => success json
            );
        )*
    };
}

lists! {
    ByLink: Link(i64: |page| numbers(&page));
    ByUrl: Url(i64: |page| numbers(&page["items"]), next = "@odata.nextLink");
    ByCursor: Cursor(i64: |page| numbers(&page["items"]), parameter = "page token", next = "meta.next");
    ByLastItem: LastItem(
        Value: |page| page["data"].as_array().cloned(),
        parameter = "starting_after", next = "id", list = "data", more = "has_more"
    );
    ByPage: Page(i64: |page| numbers(&page), parameter = "page", size = ("per_page", 0, 100));
    ByPageOfTotal: Page(
        i64: |page| numbers(&page["items"]),
        parameter = "page", list = "items", size = ("per_page", 2, 100), total = "total"
    );
    ByPageOfPages: Page(
        i64: |page| numbers(&page["items"]),
        parameter = "page", list = "items", first = 0, pages = "meta.pages"
    );
    ByOffset: Offset(
        i64: |page| numbers(&page["items"]),
        parameter = "offset", list = "items", first = 0, size = ("limit", 2, 0)
    );
    ByOffsetOfTotal: Offset(
        i64: |page| numbers(&page["items"]),
        parameter = "offset", list = "items", first = 0, total = "total", more = "more"
    );
}

fn numbers(list: &Value) -> Option<Vec<i64>> {
    list.as_array()?.iter().map(Value::as_i64).collect()
}

/// A page that a server gives: the headers `Link`, and the body.
#[derive(Clone)]
struct Sheet {
    links: Vec<String>,
    body: String,
}

fn body(body: &str) -> Sheet {
    Sheet {
        links: Vec::new(),
        body: body.to_owned(),
    }
}

fn linked(link: &str, body: &str) -> Sheet {
    Sheet {
        links: vec![link.to_owned()],
        body: body.to_owned(),
    }
}

/// What became of a list.
#[derive(Debug, PartialEq)]
struct Came {
    items: Vec<String>,
    error: Option<(ErrorKind, String)>,
    /// The paths that were called, with their queries.
    called: Vec<String>,
}

impl Came {
    fn kind(&self) -> Option<ErrorKind> {
        self.error.as_ref().map(|(kind, _)| *kind)
    }
}

/// Takes all items of a list whose pages are these, by each way of calling, which must come to the same.
///
/// `ORIGIN` in a page is where the server is; its base URL goes on with `/api/v3`.
fn walk<O>(operation: &O, sheets: &[Sheet]) -> Came
where
    O: Paged<ErrorBody = Untyped> + Clone,
    O::Item: Debug,
{
    let (server, client) = served(sheets);
    let mut items = runtime::Items::new(operation.clone(), &client);
    let awaited = block_on(async {
        let mut got = Vec::new();
        while let Some(item) = items.next().await {
            got.push(item);
        }
        // It stays at its end.
        assert!(items.next().await.is_none());
        came(got, server.received().into_iter().map(|it| it.target))
    });
    let (server, client) = served(sheets);
    let items = runtime::Items::new(operation.clone(), &client).waited_for();
    let items: Vec<_> = items.collect();
    let waited_for = came(items, server.received().into_iter().map(|it| it.target));
    assert_eq!(awaited, waited_for);
    assert_eq!(awaited, glance(operation, sheets));
    awaited
}

/// As [`walk`], by a transport that is a closure alone: for tables.
fn glance<O>(operation: &O, sheets: &[Sheet]) -> Came
where
    O: Paged<ErrorBody = Untyped> + Clone,
    O::Item: Debug,
{
    let (client, called) = told(sheets);
    let items = runtime::Items::new(operation.clone(), &client).waited_for();
    let items: Vec<_> = items.collect();
    came(items, called.lock().unwrap().drain(..))
}

fn came<T: Debug>(
    items: impl IntoIterator<Item = Result<T, runtime::Error<Untyped>>>,
    called: impl IntoIterator<Item = String>,
) -> Came {
    let (mut got, mut error) = (Vec::new(), None);
    for item in items {
        match item {
            Ok(item) => got.push(format!("{item:?}")),
            Err(failure) => {
                let text = failure.to_string();
                let text = text.split(" (GET").next().unwrap_or_default();
                assert!(error.replace((failure.kind(), text.to_owned())).is_none());
            }
        }
    }
    Came {
        items: got,
        error,
        called: called.into_iter().collect(),
    }
}

/// A server on the loopback interface, with a client for it.
fn served(sheets: &[Sheet]) -> (Server, Client) {
    let sheets = sheets.to_vec();
    let server = Server::answering(move |index, request| {
        assert_eq!(request.header("authorization").unwrap(), format!("Bearer {TOKEN}"));
        let Some(Sheet { links, body }) = sheets.get(index) else {
            return Reply::new(500);
        };
        let origin = format!("http://{}", request.header("host").unwrap());
        let reply = Reply::json(200, &body.replace("ORIGIN", &origin));
        let links = links.iter().map(|link| link.replace("ORIGIN", &origin));
        links.fold(reply, |reply, link| reply.header("link", &link))
    });
    let client = client(&server);
    (server, client)
}

/// A client whose transport is a closure, and what it is called with.
fn told(sheets: &[Sheet]) -> (Client, Arc<Mutex<Vec<String>>>) {
    let called = Arc::new(Mutex::new(Vec::new()));
    let (sheets, record) = (sheets.to_vec(), Arc::clone(&called));
    let answer = move |message: http::Request<Body>, _: Limits| {
        let mut record = record.lock().unwrap();
        let sheet = sheets.get(record.len());
        record.push(message.uri().path_and_query().unwrap().to_string());
        let status = if sheet.is_some() { 200 } else { 500 };
        let mut answer = http::Response::builder().status(status);
        for link in sheet.iter().flat_map(|sheet| &sheet.links) {
            answer = answer.header("link", link.replace("ORIGIN", "http://h"));
        }
        let body = sheet.map_or(String::new(), |it| it.body.replace("ORIGIN", "http://h"));
        Ok(answer.body(Body::from(body)).unwrap())
    };
    let client = Client::builder("http://h/api/v3")
        .bearer_token(TOKEN)
        .blocking_transport(answer)
        .retry(runtime::RetryPolicy::none());
    (client.build().unwrap(), called)
}

fn request<O: Paged>() -> Request {
    Request::new(O::INFO)
}
