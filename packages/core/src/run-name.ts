const ADJECTIVES =
  'able amber ample arctic autumn bold brave breezy bright brisk calm candid careful cheerful clear clever copper cosy ' +
  'crisp curious dapper daring deft eager early earnest easy fair fond fresh gentle glad golden grand hardy hazel honest ' +
  'humble ivory jolly keen kind lively loyal lucky lunar mellow merry mild misty modest neat nimble noble patient plucky ' +
  'polite proud quick quiet rapid ready rosy rustic scarlet serene sharp shiny silver sincere sleek smooth snowy solar ' +
  'spry steady still sturdy sunny swift tidy tranquil true upbeat velvet vivid warm wise witty young zesty';

const NOUNS =
  'acorn alder anchor arch aspen badger barley basin beacon beaver birch bobbin brook canal canyon cedar clover comet ' +
  'coral cove crane creek delta dune eagle elm ember falcon fern finch fjord flume forest fox gale garnet glade gorge ' +
  'granite grove gull harbor hare hawk hazel heron hill inlet iris island jay juniper kestrel kite lagoon lantern larch ' +
  'lark linden lynx maple marsh marten meadow mill moss oak orchard otter owl paddle pebble pine plover pond poplar ' +
  'quartz raven reed ridge river robin rowan sluice sparrow spring spruce stone stork stream swan thistle thrush tide ' +
  'tiller trout valley walnut weir wharf wheel willow wren';

const words = (list: string): readonly string[] => list.split(' ');

const adjectives = words(ADJECTIVES);
const nouns = words(NOUNS);

const pick = (list: readonly string[]): string => list[Math.floor(Math.random() * list.length)] ?? 'new';

/** A name for a run that was given none: `brisk-otter-417`. Not unique, only easy to say. */
export const generateRunName = (): string =>
  `${pick(adjectives)}-${pick(nouns)}-${Math.floor(Math.random() * 1000)}`;
