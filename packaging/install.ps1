# Installs the wheel beside this file for the person who runs it, with an entry in the start menu.
# Not yet tried on Windows by the project: see docs/en/install.md.
$ErrorActionPreference = "Stop"
$here = Split-Path -Parent $MyInvocation.MyCommand.Path
$wheel = Get-ChildItem "$here\gongyou-*.whl" | Sort-Object Name | Select-Object -Last 1
if (-not $wheel) { throw "There is no gongyou-....whl beside this file." }
$python = Get-Command py, python -ErrorAction SilentlyContinue | Select-Object -First 1
if (-not $python) { throw "gongyou needs Python 3.11 or newer: https://www.python.org/downloads/" }
& $python.Source -c "import sys; sys.exit(sys.version_info < (3, 11))"
if ($LASTEXITCODE) { throw "gongyou needs Python 3.11 or newer: https://www.python.org/downloads/" }
$to = Join-Path $env:LOCALAPPDATA "gongyou-program"
& $python.Source -m venv $to
& "$to\Scripts\python.exe" -m pip install --quiet --upgrade $wheel.FullName
if ($LASTEXITCODE) { throw "The installation failed; nothing else was changed." }
$menu = [Environment]::GetFolderPath("Programs")
$shell = New-Object -ComObject WScript.Shell
$link = $shell.CreateShortcut((Join-Path $menu "gongyou.lnk"))
$link.TargetPath = "$to\Scripts\gongyou.exe"
$link.WorkingDirectory = $env:USERPROFILE
$link.Save()
Write-Host "Done. gongyou stands in the start menu."
