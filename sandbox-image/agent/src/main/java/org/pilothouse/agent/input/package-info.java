/** Pointer and keyboard. */
@NullMarked
package org.pilothouse.agent.input;

import org.jspecify.annotations.NullMarked;
