//! A repository with every member that the description names, the booleans other than their default.

use serde_json::Value;

/// The whole repository.
pub(crate) fn repository() -> Value {
    serde_json::from_str(REPOSITORY).unwrap()
}

/// A token that reaches it.
pub(crate) fn token_with(repository: &Value) -> Value {
    let mut token: Value = serde_json::from_str(crate::support::TOKEN).unwrap();
    token["repositories"] = serde_json::json!([repository]);
    token["repository_selection"] = "selected".into();
    token["permissions"] = serde_json::json!({"issues": "read", "deployments": "write"});
    token["single_file"] = "config.yaml".into();
    token
}

const REPOSITORY: &str = r#"{
 "id": 9007199254740993,
 "node_id": "MDEwOlJlcG9zaXRvcnkxMjk2MjY5",
 "name": "Team Environment",
 "full_name": "octocat/Hello-World",
 "license": {
  "key": "mit",
  "name": "MIT License",
  "url": "https://api.github.com/licenses/mit",
  "spdx_id": "MIT",
  "node_id": "MDc6TGljZW5zZW1pdA==",
  "html_url": "http://choosealicense.com/licenses/mit/"
 },
 "forks": 9,
 "permissions": {
  "admin": true,
  "pull": true,
  "triage": true,
  "push": true,
  "maintain": true
 },
 "owner": {
  "name": "monalisa octocat",
  "email": "octocat@github.com",
  "login": "octocat",
  "id": 1,
  "node_id": "MDQ6VXNlcjE=",
  "avatar_url": "https://github.com/images/error/octocat_happy.gif",
  "gravatar_id": "41d064eb2195891e12d0413f63227ea7",
  "url": "https://api.github.com/users/octocat",
  "html_url": "https://github.com/octocat",
  "followers_url": "https://api.github.com/users/octocat/followers",
  "following_url": "https://api.github.com/users/octocat/following{/other_user}",
  "gists_url": "https://api.github.com/users/octocat/gists{/gist_id}",
  "starred_url": "https://api.github.com/users/octocat/starred{/owner}{/repo}",
  "subscriptions_url": "https://api.github.com/users/octocat/subscriptions",
  "organizations_url": "https://api.github.com/users/octocat/orgs",
  "repos_url": "https://api.github.com/users/octocat/repos",
  "events_url": "https://api.github.com/users/octocat/events{/privacy}",
  "received_events_url": "https://api.github.com/users/octocat/received_events",
  "type": "User",
  "site_admin": true,
  "starred_at": "2020-07-09T00:17:55Z",
  "user_view_type": "public"
 },
 "private": true,
 "html_url": "https://github.com/octocat/Hello-World",
 "description": "This your first repo!",
 "fork": true,
 "url": "https://api.github.com/repos/octocat/Hello-World",
 "archive_url": "http://api.github.com/repos/octocat/Hello-World/{archive_format}{/ref}",
 "assignees_url": "http://api.github.com/repos/octocat/Hello-World/assignees{/user}",
 "blobs_url": "http://api.github.com/repos/octocat/Hello-World/git/blobs{/sha}",
 "branches_url": "http://api.github.com/repos/octocat/Hello-World/branches{/branch}",
 "collaborators_url": "http://api.github.com/repos/octocat/Hello-World/collaborators{/collaborator}",
 "comments_url": "http://api.github.com/repos/octocat/Hello-World/comments{/number}",
 "commits_url": "http://api.github.com/repos/octocat/Hello-World/commits{/sha}",
 "compare_url": "http://api.github.com/repos/octocat/Hello-World/compare/{base}...{head}",
 "contents_url": "http://api.github.com/repos/octocat/Hello-World/contents/{+path}",
 "contributors_url": "http://api.github.com/repos/octocat/Hello-World/contributors",
 "deployments_url": "http://api.github.com/repos/octocat/Hello-World/deployments",
 "downloads_url": "http://api.github.com/repos/octocat/Hello-World/downloads",
 "events_url": "http://api.github.com/repos/octocat/Hello-World/events",
 "forks_url": "http://api.github.com/repos/octocat/Hello-World/forks",
 "git_commits_url": "http://api.github.com/repos/octocat/Hello-World/git/commits{/sha}",
 "git_refs_url": "http://api.github.com/repos/octocat/Hello-World/git/refs{/sha}",
 "git_tags_url": "http://api.github.com/repos/octocat/Hello-World/git/tags{/sha}",
 "git_url": "git:github.com/octocat/Hello-World.git",
 "issue_comment_url": "http://api.github.com/repos/octocat/Hello-World/issues/comments{/number}",
 "issue_events_url": "http://api.github.com/repos/octocat/Hello-World/issues/events{/number}",
 "issues_url": "http://api.github.com/repos/octocat/Hello-World/issues{/number}",
 "keys_url": "http://api.github.com/repos/octocat/Hello-World/keys{/key_id}",
 "labels_url": "http://api.github.com/repos/octocat/Hello-World/labels{/name}",
 "languages_url": "http://api.github.com/repos/octocat/Hello-World/languages",
 "merges_url": "http://api.github.com/repos/octocat/Hello-World/merges",
 "milestones_url": "http://api.github.com/repos/octocat/Hello-World/milestones{/number}",
 "notifications_url": "http://api.github.com/repos/octocat/Hello-World/notifications{?since,all,participating}",
 "pulls_url": "http://api.github.com/repos/octocat/Hello-World/pulls{/number}",
 "releases_url": "http://api.github.com/repos/octocat/Hello-World/releases{/id}",
 "ssh_url": "git@github.com:octocat/Hello-World.git",
 "stargazers_url": "http://api.github.com/repos/octocat/Hello-World/stargazers",
 "statuses_url": "http://api.github.com/repos/octocat/Hello-World/statuses/{sha}",
 "subscribers_url": "http://api.github.com/repos/octocat/Hello-World/subscribers",
 "subscription_url": "http://api.github.com/repos/octocat/Hello-World/subscription",
 "tags_url": "http://api.github.com/repos/octocat/Hello-World/tags",
 "teams_url": "http://api.github.com/repos/octocat/Hello-World/teams",
 "trees_url": "http://api.github.com/repos/octocat/Hello-World/git/trees{/sha}",
 "clone_url": "https://github.com/octocat/Hello-World.git",
 "mirror_url": "git:git.example.com/octocat/Hello-World",
 "hooks_url": "http://api.github.com/repos/octocat/Hello-World/hooks",
 "svn_url": "https://svn.github.com/octocat/Hello-World",
 "homepage": "https://github.com",
 "language": "Rust",
 "forks_count": 5000000000,
 "stargazers_count": 80,
 "watchers_count": 80,
 "size": 108,
 "default_branch": "master",
 "open_issues_count": 0,
 "is_template": true,
 "topics": [
  "octocat",
  "atom"
 ],
 "has_issues": false,
 "has_projects": false,
 "has_wiki": false,
 "has_pages": true,
 "has_downloads": false,
 "has_discussions": true,
 "has_pull_requests": false,
 "pull_request_creation_policy": "all",
 "archived": true,
 "disabled": true,
 "visibility": "private",
 "pushed_at": "2011-01-26T19:06:43.250+02:00",
 "created_at": "2011-01-26T19:01:12Z",
 "updated_at": "2011-01-26T19:14:43Z",
 "allow_rebase_merge": false,
 "temp_clone_token": "neverprintedclone",
 "allow_squash_merge": false,
 "allow_auto_merge": true,
 "delete_branch_on_merge": true,
 "allow_update_branch": true,
 "use_squash_pr_title_as_default": true,
 "squash_merge_commit_title": "COMMIT_OR_PR_TITLE",
 "squash_merge_commit_message": "BLANK",
 "merge_commit_title": "MERGE_MESSAGE",
 "merge_commit_message": "BLANK",
 "allow_merge_commit": false,
 "allow_forking": true,
 "web_commit_signoff_required": true,
 "open_issues": 9,
 "watchers": 9,
 "master_branch": "main",
 "starred_at": "2020-07-09T00:17:42Z",
 "anonymous_access_enabled": true,
 "code_search_index_status": {
  "lexical_search_ok": true,
  "lexical_commit_sha": "a1b2c3"
 }
}"#;
