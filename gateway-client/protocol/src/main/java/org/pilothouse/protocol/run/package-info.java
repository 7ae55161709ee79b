/** Runs: what an agent wants done on desktops, step by step, attempt by attempt. */
@NullMarked
package org.pilothouse.protocol.run;

import org.jspecify.annotations.NullMarked;
