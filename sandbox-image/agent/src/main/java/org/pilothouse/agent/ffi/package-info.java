/** C libraries by the foreign function interface: how they are bound, and what is used of the C library itself. */
@NullMarked
package org.pilothouse.agent.ffi;

import org.jspecify.annotations.NullMarked;
