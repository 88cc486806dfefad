/** Repositories as REST and webhooks show them. */
import type { Repository, World } from "../state/model.ts";
import { accountJson, apiUrl } from "./account.ts";
import { nodeId } from "./node-id.ts";

export function fullName(repository: Repository): string {
  return `${repository.owner.login}/${repository.name}`;
}

export function repositoryApiUrl(world: World, repository: Repository, path = ""): string {
  return apiUrl(world, `/repos/${fullName(repository)}${path}`);
}

/** `minimal-repository` of REST's schema, with what webhooks add. */
export function repositoryJson(world: World, repository: Repository) {
  const url = repositoryApiUrl(world, repository);
  const html = `${world.url}/${fullName(repository)}`;
  return {
    id: repository.id,
    node_id: nodeId("Repository", repository.id),
    name: repository.name,
    full_name: fullName(repository),
    private: true,
    visibility: "private",
    owner: accountJson(world, repository.owner),
    html_url: html,
    description: null,
    fork: repository.parent !== null,
    url,
    archive_url: `${url}/{archive_format}{/ref}`,
    branches_url: `${url}/branches{/branch}`,
    collaborators_url: `${url}/collaborators{/collaborator}`,
    comments_url: `${url}/comments{/number}`,
    commits_url: `${url}/commits{/sha}`,
    compare_url: `${url}/compare/{base}...{head}`,
    contents_url: `${url}/contents/{+path}`,
    git_refs_url: `${url}/git/refs{/sha}`,
    hooks_url: `${url}/hooks`,
    issue_comment_url: `${url}/issues/comments{/number}`,
    issues_url: `${url}/issues{/number}`,
    pulls_url: `${url}/pulls{/number}`,
    statuses_url: `${url}/statuses/{sha}`,
    teams_url: `${url}/teams`,
    git_url: `git://${html.slice(html.indexOf("//") + 2)}.git`,
    clone_url: `${html}.git`,
    created_at: repository.createdAt,
    updated_at: repository.createdAt,
    pushed_at: repository.activity.at(-1)?.at ?? repository.createdAt,
    has_issues: repository.hasIssues,
    has_projects: false,
    has_wiki: false,
    archived: repository.archived,
    disabled: false,
    is_template: false,
    default_branch: repository.defaultBranch,
  };
}
