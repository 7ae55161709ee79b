/** Processes of the desktop: started in sessions of their own, watched, restarted, adopted, stopped in order. */
@NullMarked
package org.pilothouse.agent.process;

import org.jspecify.annotations.NullMarked;
