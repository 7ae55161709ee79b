/**
 * Programs that people and agents start: run to completion, in the background, on a terminal. Its door is {@link
 * org.pilothouse.agent.exec.UserProcesses}. The desktop's own processes are in package {@code process}.
 */
@NullMarked
package org.pilothouse.agent.exec;

import org.jspecify.annotations.NullMarked;
