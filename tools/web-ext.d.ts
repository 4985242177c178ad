/** The part of web-ext's programming interface that is used here; it ships no types. */
declare module 'web-ext' {
  interface Message {
    code: string;
    message: string;
    file?: string | null;
    line?: number | null;
  }
  interface LintResult {
    errors: Message[];
    warnings: Message[];
    notices: Message[];
  }
  export const cmd: {
    lint(
      options: { sourceDir: string; output: 'none' | 'text' | 'json'; selfHosted?: boolean },
      host: { shouldExitProgram: boolean },
    ): Promise<LintResult>;
  };
}
