/**
 * The face that sandbox-agent's clients know: {@code /v1/desktop/*}, {@code /v1/processes/*}. Paths, shapes, defaults
 * and codes are theirs; what is done is the same core's as everywhere else. Deliberate differences are listed in
 * sandbox-image/README.md.
 */
@NullMarked
package org.pilothouse.agent.v1;

import org.jspecify.annotations.NullMarked;
