/** Desktop operations, carried out. */
@NullMarked
package org.pilothouse.agent.desktop;

import org.jspecify.annotations.NullMarked;
