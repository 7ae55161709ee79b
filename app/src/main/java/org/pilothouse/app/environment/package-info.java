/** One environment: overview, live picture, log. */
@NullMarked
package org.pilothouse.app.environment;

import org.jspecify.annotations.NullMarked;
