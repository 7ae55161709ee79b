/** The container's log: one line for each thing that the agent or a process of the desktop says. */
@NullMarked
package org.pilothouse.agent.log;

import org.jspecify.annotations.NullMarked;
