"""Long checks by tools that live apart, in build/tools: what the API answers to anything, what the product is made of."""
