/** Who did what, when. */
@NullMarked
package org.pilothouse.gateway.activity;

import org.jspecify.annotations.NullMarked;
