"""bystanders.py FILE NAME COMMAND...: runs COMMAND while two processes of FILE, a copy of bash, wait; exits as it does.

The kernel's name of both (comm) is NAME; {} in an argument stands for the first one's number.
"""

import subprocess
import sys

file, name, *command = sys.argv[1:]
script = 'printf %s "$0" > /proc/$$/comm && echo ready && read'
processes = [subprocess.Popen([file, '-c', script, name], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
             for _ in range(2)]
for process in processes:
    if process.stdout.readline() != b'ready\n':
        sys.exit(f'{file} did not start')
status = subprocess.run([word.replace('{}', str(processes[0].pid)) for word in command]).returncode
for process in processes:
    process.communicate()
sys.exit(status)
