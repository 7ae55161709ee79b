/** Where the operator is, and the way back. */
@NullMarked
package org.pilothouse.app.navigation;

import org.jspecify.annotations.NullMarked;
