/** What a session measures about itself: written without locks or garbage, read as the records of {@link org.pilothouse.rfb}. */
@NullMarked
package org.pilothouse.rfb.metrics;

import org.jspecify.annotations.NullMarked;
