/** The agents' connections. */
@NullMarked
package org.pilothouse.app.nodes;

import org.jspecify.annotations.NullMarked;
