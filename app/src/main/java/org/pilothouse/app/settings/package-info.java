/** Gateways and appearance. */
@NullMarked
package org.pilothouse.app.settings;

import org.jspecify.annotations.NullMarked;
