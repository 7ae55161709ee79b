/** A run as one file that can be looked at anywhere, without this gateway. */
@NullMarked
package org.pilothouse.gateway.export;

import org.jspecify.annotations.NullMarked;
