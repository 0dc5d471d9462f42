//! How long decoding takes: a list of five megabytes, as models with tables beside the same as structs with serde's
//! derive.

#![expect(clippy::print_stdout, reason = "a benchmark is there to be read")]
#![expect(clippy::unwrap_used, reason = "what goes wrong ends the benchmark")]

#[macro_use]
#[path = "support/structs.rs"]
mod structs;

use std::hint::black_box;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How often each is done, by turns; the fastest counts, as everything else is the machine's doing.
const TIMES: usize = 40;

/// The size of the list.
const BYTES: usize = 5 * 1024 * 1024;

structs! {
    Repository [0, 1, 2] {
        id = "id": i64,
        node_id = "node_id": String,
        name = "name": String,
        full_name = "full_name": String,
        owner = "owner": Owner,
        private = "private": bool,
        html_url = "html_url": String,
        description = "description": Option<String>,
        fork = "fork": bool,
        url = "url": String,
        archive_url = "archive_url": String,
        assignees_url = "assignees_url": String,
        blobs_url = "blobs_url": String,
        branches_url = "branches_url": String,
        collaborators_url = "collaborators_url": String,
        comments_url = "comments_url": String,
        commits_url = "commits_url": String,
        compare_url = "compare_url": String,
        contents_url = "contents_url": String,
        contributors_url = "contributors_url": String,
        deployments_url = "deployments_url": String,
        downloads_url = "downloads_url": String,
        events_url = "events_url": String,
        forks_url = "forks_url": String,
        hooks_url = "hooks_url": String,
        issues_url = "issues_url": String,
        keys_url = "keys_url": String,
        labels_url = "labels_url": String,
        languages_url = "languages_url": String,
        merges_url = "merges_url": String,
        milestones_url = "milestones_url": String,
        pulls_url = "pulls_url": String,
        releases_url = "releases_url": String,
        tags_url = "tags_url": String,
        teams_url = "teams_url": String,
        trees_url = "trees_url": String,
        homepage = "homepage": Option<String>,
        language = "language": Option<String>,
        forks_count = "forks_count": i64,
        stargazers_count = "stargazers_count": i64,
        watchers_count = "watchers_count": i64,
        size = "size": i64,
        default_branch = "default_branch": String,
        open_issues_count = "open_issues_count": i64,
        topics = "topics": Option<Vec<String>>,
        has_issues = "has_issues": bool,
        has_wiki = "has_wiki": bool,
        archived = "archived": bool,
        permissions = "permissions": Option<Permissions>,
    }
    Owner [0, 1, 2] {
        login = "login": String,
        id = "id": i64,
        node_id = "node_id": String,
        avatar_url = "avatar_url": String,
        events_url = "events_url": String,
        followers_url = "followers_url": String,
        repos_url = "repos_url": String,
        kind = "type": String,
        site_admin = "site_admin": bool,
    }
    Permissions [0, 1, 2] {
        admin = "admin": bool,
        push = "push": bool,
        pull = "pull": bool,
    }
}

fn main() {
    let repository = repository();
    let count = BYTES / repository.to_string().len();
    let text = serde_json::to_vec(&vec![repository; count]).unwrap();
    let (mut tables, mut derived) = (Duration::MAX, Duration::MAX);
    for _ in 0..TIMES {
        tables = tables.min(taken(|| {
            let list: Vec<models::Repository> = codegen_runtime::wire::from_json(&text).unwrap();
            assert_eq!(black_box(&list).len(), count);
        }));
        derived = derived.min(taken(|| {
            let list: Vec<derived::Repository> = serde_json::from_slice(&text).unwrap();
            assert_eq!(black_box(&list).len(), count);
        }));
    }
    println!(
        "{count} objects, {} bytes: tables {:.1} ms, derive {:.1} ms ({:.2} times that)",
        text.len(),
        tables.as_secs_f64() * 1_000.0,
        derived.as_secs_f64() * 1_000.0,
        tables.as_secs_f64() / derived.as_secs_f64(),
    );
}

fn taken(what: impl FnOnce()) -> Duration {
    let started = Instant::now();
    what();
    started.elapsed()
}

/// A repository with a value for every member, and some members that nobody reads.
fn repository() -> Value {
    let url = |name: &str| json!(format!("https://api.example.com/repos/octocat/hello-world/{name}"));
    let mut repository = json!({
        "id": 1_296_269, "node_id": "MDEwOlJlcG9zaXRvcnkxMjk2MjY5", "name": "hello-world",
        "full_name": "octocat/hello-world", "private": false, "description": "The \"first\" one.",
        "fork": false, "homepage": null, "language": "Rust", "forks_count": 9,
        "stargazers_count": 80, "watchers_count": 80, "size": 108, "default_branch": "main",
        "open_issues_count": 0, "topics": ["octocat", "atom", "electron", "api"],
        "has_issues": true, "has_wiki": true, "archived": false,
        "permissions": {"admin": false, "push": false, "pull": true},
        "owner": {
            "login": "octocat", "id": 1, "node_id": "MDQ6VXNlcjE=", "type": "User", "site_admin": false,
            "avatar_url": url("avatar"), "events_url": url("events"), "followers_url": url("followers"),
            "repos_url": url("repos"), "gravatar_id": ""
        },
        "network_count": 0, "subscribers_count": 42
    });
    for name in [
        "html",
        "archive",
        "assignees",
        "blobs",
        "branches",
        "collaborators",
        "comments",
        "commits",
        "compare",
        "contents",
        "contributors",
        "deployments",
        "downloads",
        "events",
        "forks",
        "hooks",
        "issues",
        "keys",
        "labels",
        "languages",
        "merges",
        "milestones",
        "pulls",
        "releases",
        "tags",
        "teams",
        "trees",
    ] {
        repository[format!("{name}_url")] = url(name);
    }
    repository["url"] = url("");
    repository
}
