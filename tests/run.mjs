// `npm test` on a machine that has Node 20 or later and nothing else: sets up, runs every check, counts.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fitBuild, fitPackages, ourNode, root } from '../jobs/set-up.mjs'
import { findProgram } from './support/programs.mjs'

/** What tests need beside npm packages, and the Debian package that brings it. */
const fromDebian = { dovecot: 'dovecot-imapd', chromium: 'chromium' }

const bin = join(root, 'node_modules', '.bin')
const strict = process.env.CI === 'true'
const count = { passed: 0, failed: 0 }

await fitPackages()
if (process.argv.includes('--no-tests')) {
  runChecks()
} else {
  const lacking = fitPrograms()
  await fitBuild()
  runChecks()
  runTests()
  for (const name of lacking) console.log(`Skipped what needs ${name}: install the Debian package ${fromDebian[name]}.`)
}
console.log(`\n${count.passed} passed, ${count.failed} failed`)
process.exit(count.failed === 0 ? 0 : 1)

function runChecks() {
  check('types', 'tsc', '--noEmit')
  check('lint and format', 'biome', 'ci', '--error-on-warnings', '.')
  check(
    'who imports whom',
    'depcruise',
    '--config',
    '.dependency-cruiser.mjs',
    ...'app db domain jobs mail tests'.split(' '),
  )
}

function check(name, program, ...args) {
  const good = runHere(program, args)
  count[good ? 'passed' : 'failed'] += 1
  console.log(`${good ? 'passed' : 'FAILED'}: ${name}`)
}

/** A test that is skipped is one that did not pass, and where nobody reads the words (CI) it counts as failed. */
function runTests() {
  const folder = mkdtempSync(join(tmpdir(), 'signoff-report-'))
  const report = join(folder, 'report.json')
  const only = process.argv.slice(2)
  const good = runHere('vitest', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...only,
  ])
  const counted = readReport(report)
  rmSync(folder, { recursive: true })
  count.passed += counted.passed
  // A run may fail without a failed test: a file that cannot be loaded, an error nobody caught.
  count.failed += counted.failed + (strict ? counted.skipped : 0) + (!good && counted.failed === 0 ? 1 : 0)
  if (counted.skipped > 0) console.log(`Skipped ${counted.skipped} tests.`)
}

function readReport(file) {
  try {
    const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(file, 'utf8'))
    return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests }
  } catch {
    return { passed: 0, failed: 0, skipped: 0 }
  }
}

/** Brings the programs tests need, where that is allowed; answers those still lacking. */
function fitPrograms() {
  const lacking = () => Object.keys(fromDebian).filter((name) => findProgram(name) === null)
  if (lacking().length > 0 && process.getuid?.() === 0 && runHere('apt-get', ['update', '-qq'])) {
    const packages = lacking().map((name) => fromDebian[name])
    runHere('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages])
  }
  return lacking()
}

function runHere(program, args) {
  const env = {
    ...process.env,
    DEBIAN_FRONTEND: 'noninteractive',
    // Our own Node first, so that every tool below runs on it.
    PATH: [join(ourNode, '..'), bin, process.env.PATH].join(delimiter),
  }
  return spawnSync(program, args, { cwd: root, stdio: 'inherit', env }).status === 0
}
