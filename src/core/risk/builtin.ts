/** The built-in risks, as data: which paths, how grave, and what a reviewer should look at. */
import type { BuiltinRisk } from "../policy.ts";

export interface BuiltinRule {
  readonly id: BuiltinRisk;
  readonly name: string;
  readonly level: "low" | "medium" | "high" | "critical";
  readonly paths: readonly string[];
  /** What the reviewer is told beside the file. */
  readonly explanation: string;
}

export const BUILTIN_RISKS: readonly BuiltinRule[] = [
  {
    id: "infrastructure",
    name: "Infrastructure",
    level: "high",
    paths: [
      "**/*.{tf,tfvars,tofu,hcl}",
      "**/*.tf.json",
      "**/terragrunt.hcl",
      "**/Pulumi*.{yaml,yml}",
      "**/cdk.json",
      "**/cdk.context.json",
      "**/*.template.{json,yaml,yml}",
      "**/{cloudformation,cfn}/**/*.{json,yaml,yml}",
      "**/{samconfig.toml,template.yaml,template.yml,serverless.yml,serverless.yaml}",
      "**/*.bicep",
      "**/{k8s,kubernetes,helm,charts,kustomize,manifests}/**",
      "**/{kustomization,Chart,values}.{yaml,yml}",
      "**/{ansible,playbooks}/**/*.{yaml,yml}",
      "**/{Dockerfile,Containerfile}",
      "**/Dockerfile.*",
      "**/*.Dockerfile",
      "**/{docker-compose,compose}*.{yaml,yml}",
    ],
    explanation:
      "This file describes infrastructure. Look for what it deletes, replaces or opens, and for the environment that it applies to.",
  },
  {
    id: "pipeline",
    name: "Deployment pipeline",
    level: "high",
    paths: [
      ".github/workflows/**",
      ".github/actions/**",
      "**/action.{yml,yaml}",
      ".gitlab-ci.yml",
      "**/.gitlab-ci/**",
      "**/Jenkinsfile*",
      "**/azure-pipelines*.{yml,yaml}",
      ".azure-pipelines/**",
      ".buildkite/**",
      ".circleci/**",
      ".drone.yml",
      ".travis.yml",
      "bitbucket-pipelines.yml",
      "**/buildspec*.{yml,yaml}",
      "**/appspec.{yml,yaml}",
      "**/cloudbuild*.{yml,yaml,json}",
      "**/.tekton/**",
      "**/{argocd,argo-cd,flux}/**",
    ],
    explanation:
      "This file decides what runs with the pipeline's credentials. Look for new steps, secrets, permissions and triggers.",
  },
  {
    id: "guardrails",
    name: "Guardrails",
    level: "critical",
    paths: [
      ".github/ai-review.yml",
      "CODEOWNERS",
      ".github/CODEOWNERS",
      "docs/CODEOWNERS",
      ".github/workflows/**",
      "**/{CLAUDE,CLAUDE.local,AGENTS,AGENTS.override,GEMINI,QWEN,CONVENTIONS}.md",
      "**/.{claude,codex,gemini,kiro,amazonq,cursor,windsurf,continue,devin,openhands,aider,roo,clinerules}/**",
      "**/.aider.conf.yml",
      "**/{.cursorrules,.windsurfrules,.clinerules,.roomodes,.goosehints}",
      "**/.github/{copilot-instructions.md,instructions/**,prompts/**,agents/**,chatmodes/**}",
      "**/{.mcp.json,mcp.json}",
      "**/.vscode/mcp.json",
      "**/.copilot/**",
    ],
    explanation:
      "This file is a guardrail: it decides who must review, or what an AI assistant may do. Look for what it now allows.",
  },
  {
    id: "access",
    name: "Access control",
    level: "high",
    paths: [
      "**/{iam,rbac,policies,permissions}/**",
      "**/*{iam,rbac}*.{tf,json,yaml,yml}",
      "**/*policy*.{json,rego}",
      "**/*.rego",
      "**/{sudoers,authorized_keys}",
      "**/*.{pem,key,p12,pfx}",
    ],
    explanation: "This file grants access. Look for wildcards, new principals and widened roles.",
  },
  {
    id: "data",
    name: "Data",
    level: "high",
    paths: ["**/{migrations,migration,migrate}/**", "**/db/{migrate,schema}*/**", "**/*.sql", "**/schema.prisma"],
    explanation:
      "This file changes stored data or its shape. Look for drops, rewrites and locks, and for the way back.",
  },
  {
    id: "dependencies",
    name: "Dependencies",
    level: "medium",
    paths: [
      "**/{package,npm-shrinkwrap,package-lock,composer}.json",
      "**/{yarn,pnpm-lock,composer,Gemfile,Cargo,poetry,uv,Pipfile,go}.{lock,yaml,sum,mod}",
      "**/bun.{lock,lockb}",
      "**/{Cargo,pyproject}.toml",
      "**/{Gemfile,Pipfile}",
      "**/requirements*.txt",
      "**/{pom.xml,build.gradle,build.gradle.kts,libs.versions.toml}",
      "**/{.npmrc,.yarnrc.yml,pip.conf}",
    ],
    explanation:
      "This file decides which foreign code is installed. Look for new names, changed sources and install scripts.",
  },
];
