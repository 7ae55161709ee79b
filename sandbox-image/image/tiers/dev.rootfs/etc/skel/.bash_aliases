# Read by ~/.bashrc in interactive shells.
alias ll='ls -l' la='ls -A' fd=fdfind vim=vim.tiny
. /usr/lib/git-core/git-sh-prompt
GIT_PS1_SHOWDIRTYSTATE=1
PS1='\[\e[36m\]\w\[\e[33m\]$(__git_ps1 " (%s)")\[\e[0m\] \$ '
HISTSIZE=20000 HISTFILESIZE=40000 HISTCONTROL=ignoreboth:erasedups
shopt -s histappend globstar
# Ctrl+R searches the history, Ctrl+T files.
. /usr/share/doc/fzf/examples/key-bindings.bash
