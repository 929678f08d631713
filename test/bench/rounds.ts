/**
 * Runs each subject once, then each once more, and so on: what else the computer does meanwhile hits all alike. Gives
 * the runs of each, in order; those of one round belong together.
 */
export async function inRounds<Name extends string, Run>(
  subjects: Readonly<Record<Name, () => Promise<Run>>>,
  rounds: number,
): Promise<Record<Name, Run[]>> {
  const names = Object.keys(subjects) as Name[]
  const runs = Object.fromEntries(names.map((name) => [name, [] as Run[]])) as Record<Name, Run[]>
  for (let round = 1; round <= rounds; round += 1) {
    for (const name of names) {
      process.stderr.write(`  round ${round} of ${rounds}: ${name}\n`)
      runs[name].push(await subjects[name]())
    }
  }
  return runs
}

/** The ratios of two subjects' runs, round by round. */
export const ratios = <Run>(
  one: readonly Run[],
  other: readonly Run[],
  measure: (run: Run) => number,
): readonly number[] =>
  one.flatMap((run, round) => {
    const partner = other[round]
    return partner === undefined ? [] : [measure(run) / measure(partner)]
  })
