const UTF8 = 'C.UTF-8'

/**
 * Begins again with UTF-8 for the names of files, as the same process, where a Linux system says nothing of an
 * encoding. Chromium takes that of the locale it is started in, and with none a page is given no dropped file whose
 * name is not plain ASCII; the processes of pages are prepared by then, so a variable set later comes too late. To be
 * called before anything is opened. A debugger that is attached loses the app.
 */
export function ensureFileNameEncoding(): void {
  if (process.platform !== 'linux') return
  const env = withFileNameEncoding(process.env)
  if (env !== process.env) process.execve?.(process.execPath, process.argv, env)
}

/** The environment with an encoding for the names of files: the same one when it has any, for that is the user's. */
export function withFileNameEncoding(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { LC_ALL, LC_CTYPE, LANG } = env
  // An empty one counts as none: https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap08.html
  const locale = [LC_ALL, LC_CTYPE, LANG].find((value) => value !== undefined && value !== '') ?? 'C'
  if (locale !== 'C' && locale !== 'POSIX') return env
  // What else a locale decides, the language above all, stays as it is.
  return { ...env, [LC_ALL === locale ? 'LC_ALL' : 'LC_CTYPE']: UTF8 }
}
