/**
 * The scripts for the shells. Each asks `cloudprem complete -- WORDS` and gets a line with `files`, `unfinished` or
 * `words`, then a candidate a line: value, tab, description.
 */
export const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const
export type Shell = (typeof SHELLS)[number]

/** How a shell takes its script, for the reader of the help and of the script. */
export const INSTALL: Record<Shell, string> = {
  bash: `echo 'source <(cloudprem completion bash)' >> ~/.bashrc`,
  zsh: `echo 'source <(cloudprem completion zsh)' >> ~/.zshrc`,
  fish: 'cloudprem completion fish > ~/.config/fish/completions/cloudprem.fish',
  powershell: 'cloudprem completion powershell >> $PROFILE',
}

// bash splits words at = and : as well; what it calls the current word ($2) is the rest after the last of them, and only
// that may be in the reply. An @ belongs to it, although COMP_WORDS has it apart.
const bash = String.raw`
_cloudprem() {
  local line=${'$'}{COMP_LINE:0:COMP_POINT} current=$2 kind= value at=
  local -a words
  read -ra words <<<"$line"
  if [[ $line == *[[:space:]] ]]; then words+=(''); fi
  local last=${'$'}{words[${'$'}{#words[@]}-1]}
  local prefix=${'$'}{last%"$current"}
  COMPREPLY=()
  while IFS= read -r value; do
    if [[ -z $kind ]]; then kind=$value; continue; fi
    value=${'$'}{value%%$'\t'*}
    COMPREPLY+=("${'$'}{value#"$prefix"}")
  done < <("$1" complete -- "${'$'}{words[@]:1}" 2>/dev/null)
  case $kind in
    files)
      case $current in @*) at=@ ;; esac
      while IFS= read -r value; do
        if [[ -n $at && -d $value ]]; then value=$value/; compopt -o nospace 2>/dev/null; fi
        COMPREPLY+=("$at$value")
      done < <(compgen -f -- "${'$'}{current#@}")
      compopt -o filenames 2>/dev/null
      ;;
    unfinished) compopt -o nospace 2>/dev/null ;;
  esac
}
complete -F _cloudprem cloudprem
`

// zsh hands over what was typed, with its quotes and backslashes: (Q) takes them away.
const zsh = String.raw`
#compdef cloudprem
_cloudprem() {
  local kind line value
  local -a lines described
  lines=("${'$'}{(@f)$("${'$'}{words[1]}" complete -- "${'$'}{(@Q)words[2,CURRENT-1]}" "${'$'}{(Q)PREFIX}" 2>/dev/null)}")
  kind=${'$'}{lines[1]}
  shift lines
  if [[ $kind == files ]]; then
    compset -P '*[=@]'
    _files
    return
  fi
  for line in $lines; do
    value=${'$'}{line%%$'\t'*}
    described+=("${'$'}{value//:/\\:}:${'$'}{line#*$'\t'}")
  done
  if [[ $kind == unfinished ]]; then
    _describe cloudprem described -S ''
  else
    _describe cloudprem described
  fi
}
if [[ ${'$'}{funcstack[1]} == _cloudprem ]]; then
  _cloudprem "$@"
else
  (( $+functions[compdef] )) || { autoload -Uz compinit && compinit; }
  compdef _cloudprem cloudprem
fi
`

const fish = String.raw`
function __cloudprem_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    # Without its backslashes; an open quote cannot be taken away and stays.
    set -l plain (string unescape -- "$current")
    and set current "$plain"
    set -l lines ($words[1] complete -- $words[2..] "$current" 2>/dev/null)
    if test "$lines[1]" = files
        set -l path (string replace -r '^(--[^=]*=)?@?' '' -- "$current")
        set -l before (string sub -l (math (string length -- "$current") - (string length -- "$path")) -- "$current")
        printf "$before%s\n" (__fish_complete_path "$path")
    else
        string join \n -- $lines[2..]
    end
end
complete -c cloudprem -f -a '(__cloudprem_complete)'
`

const powershell = String.raw`
Register-ArgumentCompleter -Native -CommandName cloudprem -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.Extent.Text })
  # Before 7.3 an empty argument is dropped on its way to a program.
  $current = if (-not $wordToComplete -and $PSVersionTable.PSVersion -lt [version]'7.3') { '""' } else { "$wordToComplete" }
  $lines = @(& $words[0] complete '--' @($words | Select-Object -Skip 1) $current 2>$null)
  if ($lines.Count -eq 0 -or $lines[0] -eq 'files') { return }
  $lines | Select-Object -Skip 1 | ForEach-Object {
    $value, $description = $_ -split ${'"`t"'}, 2
    if (-not $description) { $description = $value }
    [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $description)
  }
}
`

const scripts: Record<Shell, string> = {bash, zsh, fish, powershell}

/** The script of a shell, to be sourced. */
export function renderShellScript(shell: Shell): string {
  const script = scripts[shell].trimStart()
  return shell === 'zsh' ? script : `# Completion of cloudprem for ${shell}. To keep it: ${INSTALL[shell]}\n${script}`
}
