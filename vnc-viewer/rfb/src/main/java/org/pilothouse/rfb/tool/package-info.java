/** Command-line tools: take a picture, watch, record, replay. */
@NullMarked
package org.pilothouse.rfb.tool;

import org.jspecify.annotations.NullMarked;
