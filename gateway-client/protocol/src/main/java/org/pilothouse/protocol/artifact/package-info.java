/** Artifacts: what attempts left behind, and how sensitive it is. */
@NullMarked
package org.pilothouse.protocol.artifact;

import org.jspecify.annotations.NullMarked;
