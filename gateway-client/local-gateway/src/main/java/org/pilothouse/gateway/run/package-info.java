/** Runs: from a list of steps to what came of each, across restarts. */
@NullMarked
package org.pilothouse.gateway.run;

import org.jspecify.annotations.NullMarked;
